"""What may be asked of a profile, and what staff write on it."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segments.forms.explorer import Options
from segments.lattice import QUARTER, READERS, YEAR, Ask, Period, last_whole
from segments.models import FloorQuote, Segment, SegmentChannel
from segments.queries.names import Entry
from segments.queries.profile import Reached

NOBODY_SAID = ""
# An address of a person, or so many figures in a row: a telephone, a card, a day of birth.
_PERSONAL = re.compile(r"\S@\S|(?:\d[ .-]?){6,}")


@dataclass(frozen=True)
class Asked:
    """What is in the address of a profile."""

    period: Period
    readers: str = "adults"
    compared: str = ""  # the code of another segment beside it

    @property
    def ask(self) -> Ask:
        return Ask.parse(period=str(self.period), readers=self.readers)

    def query(self, **changes: Any) -> str:
        """The query string of this state with these changes."""
        query = QueryDict(mutable=True)
        state = replace(self, **changes)
        query["readers"], query["period"] = state.readers, str(state.period)
        if state.compared:
            query["with"] = state.compared
        return f"?{query.urlencode()}"


def default_period(periods: Sequence[Period], today: date) -> Period | None:
    """The last whole year with loans, else the last year."""
    return last_whole(periods, today, level=YEAR)


class ProfileForm(forms.Form):
    """Whose figures, and of when: years and quarters only."""

    readers = forms.ChoiceField(
        widget=forms.HiddenInput, choices=[(name, name) for name in READERS]
    )
    period = forms.ChoiceField(label=gettext_lazy("Period"))

    def __init__(
        self,
        given: Mapping[str, str],
        *,
        options: Options,
        period: Period,
        others: Sequence[Entry] = (),
    ) -> None:
        self.others = {other.code: other for other in others}
        self.options, known = options, options.known
        readers = given.get("readers") or "adults"
        if readers in READERS and not (known.has_ages and known.has_borrowers):
            readers = "all"  # whose age nobody knows
        period_asked = given.get("period") or str(period)
        beside = given.get("with", "") if others else ""
        super().__init__({"readers": readers, "period": period_asked, "with": beside})
        levels = (YEAR, QUARTER)
        periods = [each for each in options.periods if each.level in levels]
        field: Any = self.fields["period"]
        field.choices = [(str(each), options.label(each)) for each in periods]
        field.error_messages["invalid_choice"] = _(
            "Of “%(value)s” no loans have been read in. Choose another period."
        )
        if others:
            self._offer(others)

    def _offer(self, others: Sequence[Entry]) -> None:
        """Another segment beside this one; “with” cannot be an attribute of a class."""
        self.fields["with"] = forms.ChoiceField(
            label=_("Beside it"),
            choices=[("", _("the year before")), *((other.code, other.name) for other in others)],
            required=False,
            error_messages={"invalid_choice": _("There is no segment “%(value)s” to put beside.")},
        )

    @property
    def other(self) -> Entry | None:
        """The segment that is asked for beside this one."""
        return self.others.get(self.cleaned_data.get("with", ""))

    def asked(self) -> Asked:
        clean = self.cleaned_data
        return Asked(Period.parse(clean["period"]), clean["readers"], clean.get("with", ""))


class SegmentTextForm(forms.ModelForm):
    """Who they are, in the library's own words; it remembers what was there when it opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Segment
        fields = ["text", "source"]
        widgets = {"text": forms.Textarea({"rows": 6})}
        labels = {"text": gettext_lazy("Who are they?"), "source": gettext_lazy("Source")}
        help_texts = {
            "text": gettext_lazy("In your own words, as if you tell it to a new colleague."),
            "source": gettext_lazy("Where this comes from: a report, a licence, your own picture."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = (self.instance.text, self.instance.source)
        self.initial["seen"] = _digest(*self.stored)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seen") != _digest(*self.stored):
            typed = {name: self.data.get(name, "") for name in self.fields}
            self.data = typed | {"seen": _digest(*self.stored)}
            raise forms.ValidationError(
                _(
                    "A colleague changed this meanwhile. It now says: “%(text)s” Save again to"
                    " keep yours."
                )
                % {"text": " · ".join(filter(None, self.stored))}
            )
        return cleaned

    def said(self) -> dict[str, str]:
        """The fields as they are to be kept."""
        return {name: self.cleaned_data[name] for name in ("text", "source")}


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


class ChannelsForm(forms.Form):
    """For each channel how well it reaches the segment, and who says so."""

    def __init__(self, *args: Any, channels: Sequence[Reached], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channels = [each.channel for each in channels]
        fits = [(value, capfirst(label)) for value, label in SegmentChannel.Fit.choices[::-1]]
        for each in channels:
            pk, name = each.channel.pk, each.channel.name
            self.fields[f"fit_{pk}"] = forms.TypedChoiceField(
                label=name,
                choices=[(NOBODY_SAID, _("not known")), *fits],
                coerce=int,
                empty_value=None,
                required=False,
                initial=NOBODY_SAID if each.fit is None else each.fit,
            )
            self.fields[f"source_{pk}"] = forms.CharField(
                label=_("Source for %(channel)s") % {"channel": name},
                max_length=120,
                required=False,
                initial=each.source,
            )

    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Name of the channel, how well, and by whose word."""
        return [
            (each.name, self[f"fit_{each.pk}"], self[f"source_{each.pk}"]) for each in self.channels
        ]

    def said(self) -> dict[int, tuple[int | None, str]]:
        """By the number of a channel: how well it reaches them, and by whose word."""
        clean = self.cleaned_data
        return {
            each.pk: (clean[f"fit_{each.pk}"], clean[f"source_{each.pk}"]) for each in self.channels
        }


class QuoteForm(forms.ModelForm):
    class Meta:
        model = FloorQuote
        fields = ["text", "heard_by", "place", "heard_on"]
        widgets = {
            "text": forms.Textarea({"rows": 3}),
            "heard_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }
        labels = {
            "text": gettext_lazy("What did you hear?"),
            "heard_by": gettext_lazy("Who heard it"),
            "place": gettext_lazy("Where"),
            "heard_on": gettext_lazy("When"),
        }
        help_texts = {
            "text": gettext_lazy(
                "Tell what is asked or said, never by whom: no name of a reader, and nothing by"
                " which somebody can be known."
            ),
            "heard_by": gettext_lazy("You or a colleague, not the reader."),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if _PERSONAL.search(text):
            raise forms.ValidationError(
                _("This looks like an e-mail address, a telephone number or a card. Leave it out.")
            )
        return text

    def clean_heard_on(self) -> date:
        day: date = self.cleaned_data["heard_on"]
        if day > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        return day
