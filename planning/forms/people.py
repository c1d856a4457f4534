from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from planning.models import Branch, BranchGroup, Library, Membership, User

ROLES = [
    (Membership.Role.STAFF, _("Staff: all daily work, for every discipline")),
    (Membership.Role.MANAGER, _("Manager: also reviews and releases the plan")),
    (Membership.Role.ADMIN, _("Administrator: also files, branches, people and thresholds")),
]


class MemberForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=ROLES,
        widget=forms.RadioSelect,
        initial=Membership.Role.STAFF,
    )
    discipline = forms.ChoiceField(
        label=_("Discipline"),
        choices=[(value, capfirst(label)) for value, label in Membership.Discipline.choices],
        widget=forms.RadioSelect,
        initial=Membership.Discipline.COLLECTION,
        help_text=_("What this person knows about. It decides nothing about rights."),
    )


class MemberAddForm(MemberForm):
    name = forms.CharField(
        label=_("Name"), max_length=80, widget=forms.TextInput({"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("With this address the person logs in."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    field_order = ["name", "email", "role", "discipline"]

    def __init__(self, *args: Any, library: Library, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.library = library

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        # Anybody can become administrator of a demonstration: real people stay out of it.
        if self.library.is_demonstration != email.endswith("@demo.invalid"):
            if self.library.is_demonstration:
                raise forms.ValidationError(
                    _("This is an example library: only made-up addresses at @demo.invalid.")
                )
            raise forms.ValidationError(_("Addresses at @demo.invalid are for example libraries."))
        if Membership.objects.filter(library=self.library, user__email__iexact=email).exists():
            raise forms.ValidationError(_("This person belongs to your library already."))
        return email


class BranchForm(forms.ModelForm):
    class Meta:
        model = Branch
        fields = ["name", "code", "kind", "group"]
        widgets = {"kind": forms.RadioSelect}
        labels = {"name": _("Name"), "code": _("Code in the library system"), "kind": _("Kind")}

    def __init__(self, *args: Any, library: Library, is_used: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.library = library
        self.fields["group"] = forms.ModelChoiceField(
            BranchGroup.objects.filter(library=library).order_by("name", "pk"),
            label=_("Group"),
            required=False,
            empty_label=_("no group"),
        )
        kinds = [(value, capfirst(label)) for value, label in Branch.Kind.choices]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["code"].widget.attrs["size"] = 12
        self.fields["code"].help_text = _("As your library system writes it in an export.")
        if is_used:
            self.fields["code"].disabled = True
            self.fields["code"].help_text = _(
                "There are loans with this code, so it cannot change any more."
            )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip()
        # Files are read without looking at capitals, so codes may not differ by them alone.
        others = Branch.objects.filter(library=self.instance.library, code__iexact=code)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is a branch with this code already."))
        return code


class BranchChoice(forms.ModelMultipleChoiceField):
    group: BranchGroup | None = None

    def label_from_instance(self, obj: Any) -> str:
        if obj.group is None or obj.group == self.group:
            return str(obj.name)
        return str(_("%(name)s (now in %(group)s)") % {"name": obj.name, "group": obj.group})


class GroupForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("For example a municipality or a team.")
    )
    branches = BranchChoice(
        Branch.objects.none(), label=_("Branches"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        library: Library,
        group: BranchGroup,
        branches: "QuerySet[Branch]",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.library, self.group = library, group
        choice = self.fields["branches"]
        assert isinstance(choice, BranchChoice)  # noqa: S101
        choice.queryset, choice.group = branches, group
        choice.help_text = _("A branch in another group moves to this one.")

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        others = BranchGroup.objects.filter(library=self.library, name__iexact=name)
        if others.exclude(pk=self.group.pk).exists():
            raise forms.ValidationError(_("There is a group with this name already."))
        return name


class ThresholdsForm(forms.ModelForm):
    class Meta:
        model = Library
        fields = ["threshold", "retention_months"]
        labels = {
            "threshold": _("Smallest group we show"),
            "retention_months": _("Months that we can recognise a borrower"),
        }
        help_texts = {
            "threshold": _("Number of different borrowers, from 5 to 100."),
            "retention_months": _("From 12 to 120, counted from the end of the calendar year."),
        }


class ProfileForm(forms.ModelForm):
    language = forms.ChoiceField(
        # Each in its own words, for who ended up in the wrong one.
        label=_("Language"),
        choices=[("nl", "Nederlands"), ("en", "English")],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = User
        fields = ["name", "theme"]
        widgets = {"theme": forms.RadioSelect}
        labels = {"name": _("Name"), "theme": _("Light or dark")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
