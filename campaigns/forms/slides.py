"""One slide: what stands on it, and when it plays."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campaigns import slides
from campaigns.forms.screens import refuse_disorder
from campaigns.models import BookTip, Screen, Slide

Kind = Slide.Kind
WITH_BOOKS = (Kind.BOOK, Kind.BOOKS, Kind.THEME)
OF_THE_LIBRARY = (Kind.MESSAGE, Kind.ACTIVITY, Kind.TIP)


class TipField(forms.ModelChoiceField):
    """Tips by the book that they are about, as people look for them."""

    def label_from_instance(self, obj: models.Model) -> str:
        return f"{obj.book} – {obj.by}" if isinstance(obj, BookTip) else str(obj)


class SlideForm(forms.ModelForm):
    """Of a campaign, with its titles; or of the library, with its screens."""

    books = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Books"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("One for a book, two or three for more of them."),
    )
    on_screens = forms.ModelMultipleChoiceField(
        Screen.objects.none(),
        label=gettext_lazy("On which screens"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Without a choice on all of them."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Slide
        fields = [
            *("kind", "heading", "text", "tip", "where", "link"),
            *("starts_on", "ends_on", "from_time", "until_time", "is_first"),
        ]
        field_classes = {
            "link": partial(forms.URLField, assume_scheme="https"),
            "tip": TipField,
        }
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea({"rows": 3}),
            "starts_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "from_time": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "until_time": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }
        labels = {
            "kind": gettext_lazy("Kind of slide"),
            "heading": gettext_lazy("Heading"),
            "text": gettext_lazy("Text"),
            "tip": gettext_lazy("Book tip"),
            "where": gettext_lazy("Where to find it, or when it is"),
            "link": gettext_lazy("Address with more"),
            "starts_on": gettext_lazy("First day"),
            "ends_on": gettext_lazy("Last day"),
            "from_time": gettext_lazy("Each day from"),
            "until_time": gettext_lazy("Each day until"),
            "is_first": gettext_lazy("In front: comes back after every other slide"),
        }
        help_texts = {
            "text": gettext_lazy("Heading and text together have 30 words at most."),
            "link": gettext_lazy("Is shown as a QR code, always with the address beside it."),
            "until_time": gettext_lazy("A time before the first one runs past midnight."),
            "is_first": gettext_lazy("One at a time; of two in front the newest counts."),
        }

    def __init__(
        self,
        *args: Any,
        books: Mapping[int, str],
        tips: "QuerySet[BookTip]",
        screens: "QuerySet[Screen]",
        is_of_campaign: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = books
        self.fields["tip"].queryset = tips  # type: ignore[attr-defined]
        self.fields["tip"].empty_label = _("choose")  # type: ignore[attr-defined]
        self.fields["on_screens"].queryset = screens  # type: ignore[attr-defined]
        self.fields["books"].choices = list(books.items())  # type: ignore[attr-defined]
        kinds = [each for each in Kind if is_of_campaign or each in OF_THE_LIBRARY]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (each.value, capfirst(each.label)) for each in kinds
        ]
        # Asked of some kinds and not of others, which a page without a choice cannot know.
        for name in ("heading", "books", "tip"):
            self.fields[name].is_for_later = True  # type: ignore[attr-defined]
        if is_of_campaign:
            del self.fields["on_screens"]
        if not books or not is_of_campaign:
            del self.fields["books"]
        if not self.is_bound:
            self._begin()

    def _begin(self) -> None:
        self.initial["version"] = self.instance.version
        self.initial["books"] = self.instance.titles
        if self.instance.pk:
            self.initial["on_screens"] = self.instance.screens.all()

    @property
    def said(self) -> list[forms.BoundField]:
        """What stands on it."""
        names = ("kind", "heading", "text", "books", "tip", "where", "link")
        return [self[name] for name in names if name in self.fields]

    @property
    def when(self) -> list[forms.BoundField]:
        """When and where it plays."""
        names = ("starts_on", "ends_on", "from_time", "until_time", "is_first", "on_screens")
        return [self[name] for name in names if name in self.fields]

    @property
    def when_rows(self) -> list[list[forms.BoundField]]:
        """What belongs together stands beside each other: days, times, the rest."""
        return [self.when[:2], self.when[2:4], self.when[4:]]

    @property
    def is_timed(self) -> bool:
        """Whether somebody filled in when it plays, or has to look at that again."""
        return any(field.errors or field.value() for field in self.when)

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"])
        if link and not link.startswith("https://"):
            raise forms.ValidationError(_("Give an address that begins with https://."))
        return link

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refuse_disorder(self, cleaned.get("starts_on"), cleaned.get("ends_on"))
        begins, ends = cleaned.get("from_time"), cleaned.get("until_time")
        if (begins is None) != (ends is None):
            name = "until_time" if ends is None else "from_time"
            self.add_error(name, _("Fill in both times, or neither."))
        kind, chosen = cleaned.get("kind"), cleaned.get("books") or []
        self._check_books(kind or "", chosen)
        if kind == Kind.TIP and not cleaned.get("tip"):
            self.add_error("tip", _("Choose the tip that is to be seen."))
        if kind not in (Kind.TIP, Kind.BOOK) and not cleaned.get("heading"):
            self.add_error("heading", _("Give it a heading of a few words."))
        self._check_length(cleaned, chosen)
        return cleaned

    def fields_of_slide(self) -> dict[str, Any]:
        """What an action keeps."""
        cleaned = dict(self.cleaned_data)
        for name in ("version", "on_screens"):
            cleaned.pop(name, None)
        kind, chosen = cleaned["kind"], cleaned.pop("books", None) or []
        # What its kind does not show was hidden, and would lie there unseen.
        cleaned |= {"heading": "", "text": ""} if kind == Kind.TIP else {"tip": None}
        return {**cleaned, "titles": chosen if kind in WITH_BOOKS else []}

    def _check_books(self, kind: str, chosen: Sequence[int]) -> None:
        where = "books" if "books" in self.fields else "kind"
        if kind == Kind.BOOK and len(chosen) != 1:
            self.add_error(where, _("Choose one book of this campaign."))
        if kind == Kind.BOOKS and not 2 <= len(chosen) <= slides.MOST_BOOKS:
            self.add_error(where, _("Choose two or three books of this campaign."))
        if kind == Kind.THEME and len(chosen) > slides.MOST_BOOKS:
            self.add_error(where, _("Choose three books at most."))

    def _check_length(self, cleaned: Mapping[str, Any], chosen: Sequence[int]) -> None:
        if cleaned.get("kind") == Kind.TIP:
            return  # its own words, which the slide shortens
        said = {name: cleaned.get(name, "") for name in ("heading", "text", "where")}
        if cleaned.get("kind") == Kind.BOOK and not said["heading"] and chosen:
            said["heading"] = self.names.get(chosen[0], "")
        too_many = slides.words_of(said) - slides.MOST_WORDS
        if too_many > 0:
            message = ngettext(
                "%(count)d word more than can be read in passing; 30 is the most.",
                "%(count)d words more than can be read in passing; 30 is the most.",
                too_many,
            )
            self.add_error("text", message % {"count": too_many})
