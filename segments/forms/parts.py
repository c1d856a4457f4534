"""What is asked about parts of the collection."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.forms.item_steps import DayField
from planning.models import Branch, Library, TargetGroup
from segments.models import CollectionPart, Genre
from segments.queries import parts

Kind = CollectionPart.Kind
KINDS = [(value, capfirst(label)) for value, label in Kind.choices]
MOST_LINES, LONGEST_NAME, MOST_TITLES = 200, 80, 500


def branches_of(library: Library) -> "QuerySet[Branch]":
    return Branch.objects.filter(library=library).order_by(Lower("name"), "pk")


def groups_of(library: Library, also: int | None = None) -> "QuerySet[TargetGroup]":
    """The groups in use, and the one that is chosen already."""
    rows = TargetGroup.objects.filter(Q(archived_at=None) | Q(pk=also), library=library)
    return rows.order_by(Lower("name"), "pk")


class GroupField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            TargetGroup.objects.none(),
            required=False,
            empty_label=gettext_lazy("nobody yet"),
            **kwargs,
        )


class BranchField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Branch.objects.none(),
            required=False,
            empty_label=gettext_lazy("every branch"),
            **kwargs,
        )


class MeantForm(forms.Form):
    """The one select of a row."""

    meant_for = GroupField(label=gettext_lazy("Meant for"))

    def __init__(self, *args: Any, groups: "QuerySet[TargetGroup]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meant_for"].queryset = groups  # type: ignore[attr-defined]


class BeginForm(forms.Form):
    """A list at once: one name per line, and genres that are parts as they are."""

    names = forms.CharField(
        label=gettext_lazy("Which bookcases, corners or themes are there?"),
        help_text=gettext_lazy("One per line, as you call them yourselves."),
        required=False,
        max_length=MOST_LINES * LONGEST_NAME,
        widget=forms.Textarea({"rows": 6}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("These are"), choices=KINDS, initial=Kind.BOOKCASE)
    branch = BranchField(label=gettext_lazy("They stand in"))
    genres = forms.ModelMultipleChoiceField(
        Genre.objects.none(),
        label=gettext_lazy("And these genres of your files?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, library: Library, genres: "QuerySet[Genre]", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["branch"].queryset = branches_of(library)
        fields["genres"].queryset = genres
        if not genres:
            del self.fields["genres"]

    def clean_names(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        names = list(filter(None, lines))
        if long := next((name for name in names if len(name) > LONGEST_NAME), ""):
            said = _("“%(name)s…” is too long: at most %(most)d signs.")
            raise forms.ValidationError(said % {"name": long[:30], "most": LONGEST_NAME})
        if len(names) > MOST_LINES:
            raise forms.ValidationError(_("At most %(most)d at a time.") % {"most": MOST_LINES})
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["names"] and not cleaned.get("genres"):
            self.add_error("names", _("Write at least one name."))
        return cleaned


class PartForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=KINDS)
    branch = BranchField(label=gettext_lazy("It stands in"))
    meant_for = GroupField(label=gettext_lazy("Meant for"))
    why = forms.CharField(
        label=gettext_lazy("Why for them?"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    genres = forms.ModelMultipleChoiceField(
        Genre.objects.none(),
        label=gettext_lazy("Which genres stand there?"),
        help_text=gettext_lazy("By these we see who borrows from it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = DayField(
        label=gettext_lazy("There from"),
        required=False,
        help_text=gettext_lazy("Of a theme that comes and goes."),
    )
    ends_on = DayField(label=gettext_lazy("Until and including"), required=False)
    titles = forms.CharField(
        label=gettext_lazy("Titles of a theme"),
        help_text=gettext_lazy(
            "An ISBN or title number per line; only where genres say too little."
        ),
        required=False,
        max_length=MOST_TITLES * 40,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args: Any, part: CollectionPart, library: Library, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part, self.library = part, library
        fields: dict[str, Any] = self.fields
        fields["branch"].queryset = branches_of(library)
        fields["meant_for"].queryset = groups_of(library, part.meant_for_id)
        genres = Genre.objects.filter(library=library).order_by("is_youth", Lower("name"), "pk")
        fields["genres"].queryset = genres
        if not genres:
            del self.fields["genres"]

    def clean_titles(self) -> list[int]:
        """The numbers of the titles; what is not in the catalogue is named."""
        wanted = [line.strip() for line in self.cleaned_data["titles"].splitlines()]
        wanted = [each for each in wanted if each]
        if not wanted:
            return []
        found = parts.titles_named(self.library, wanted)
        missing = [each for each in wanted if each not in found]
        if missing:
            said = _("Not among your titles: %(titles)s.")
            raise forms.ValidationError(said % {"titles": ", ".join(missing[:5])})
        return sorted(set(found.values()))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first one."))
        same = CollectionPart.objects.filter(
            library=self.library, name__iexact=cleaned.get("name", ""), branch=cleaned.get("branch")
        )
        if same.exclude(pk=self.part.pk).exists():
            self.add_error("name", _("There is one with this name there already."))
        return cleaned

    @property
    def columns(self) -> dict[str, Any]:
        """What is of the part itself."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("genres", "titles")
        }
