"""The forms of a post: when and where, its words, its image."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.forms.tips import OneWayText
from campaigns.models import Post
from campaigns.queries.posts import InChannel
from planning.forms.item_steps import DayField
from planning.models import Channel

VARIANT = "variant_"


class ForLater:
    """Not needed to begin with, and yet before it goes out: it must not read "optional"."""

    is_for_later = True


class LaterText(ForLater, OneWayText): ...


class LaterChar(ForLater, forms.CharField): ...


class LaterChannels(ForLater, forms.ModelMultipleChoiceField): ...


class WhenForm(forms.Form):
    """What it is called in the plan, its day, and its channels."""

    name = forms.CharField(label=gettext_lazy("What is it about?"), max_length=120)
    day = DayField(label=gettext_lazy("Day"))
    at = forms.TimeField(
        label=gettext_lazy("At what time?"),
        required=False,
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *args: Any, channels: "QuerySet[Channel]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channels"] = LaterChannels(
            channels,
            label=_("Channels"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class ItemVersionForm(forms.Form):
    item_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class PostForm(forms.Form):
    """The words of a post, with a variant for each of its channels, and its image."""

    text = LaterText(
        label=gettext_lazy("Text"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 7}),
        help_text=gettext_lazy("Once, for all channels. A channel may have words of its own."),
    )
    link = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy(
            "Where readers find more. Tags for your statistics come by themselves."
        ),
    )
    heading = forms.CharField(label=gettext_lazy("Heading"), max_length=60, required=False)
    sentence = forms.CharField(label=gettext_lazy("One sentence"), max_length=120, required=False)
    shape = forms.ChoiceField(
        label=gettext_lazy("Shape"),
        choices=[(value, capfirst(label)) for value, label in Post.Shape.choices],
        widget=forms.RadioSelect,
    )
    alt = LaterChar(
        label=gettext_lazy("What is to be seen (alt text)"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("For who does not see the image. Needed before it is scheduled."),
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[InChannel],
        titles: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.titles = [(str(pk), name) for pk, name in titles]
        choices = [("", _("no book, words only")), *self.titles]
        self.fields["title"] = forms.ChoiceField(
            label=_("Book on the image"), choices=choices, required=False
        )
        for place in places:
            widget = forms.Textarea({"rows": 4, "data-most": place.room or ""})
            if place.room is None:
                del widget.attrs["data-most"]
            self.fields[f"{VARIANT}{place.channel.pk}"] = OneWayText(
                label=place.channel.name,
                max_length=4000,
                required=False,
                initial=place.own,
                widget=widget,
            )

    def name_nothing(self, book: str) -> None:
        """Without a title of the catalogue its image has this book, of its tip."""
        choices = [("", book), *self.titles]
        self.fields["title"].choices = choices  # type: ignore[attr-defined]

    def clean_title(self) -> int | None:
        return int(self.cleaned_data["title"]) if self.cleaned_data["title"] else None

    @property
    def variants(self) -> dict[int, str]:
        """By channel: its own words, empty where it has those of the post."""
        return {
            place.channel.pk: self.cleaned_data[f"{VARIANT}{place.channel.pk}"]
            for place in self.places
        }

    @property
    def words(self) -> dict[str, Any]:
        """What is of the post itself."""
        return {
            name: value for name, value in self.cleaned_data.items() if not name.startswith(VARIANT)
        }

    @property
    def variant_fields(self) -> list[tuple[InChannel, forms.BoundField]]:
        return [(place, self[f"{VARIANT}{place.channel.pk}"]) for place in self.places]
