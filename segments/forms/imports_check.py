"""The form of the check: what new codes mean, and whether to go on without the wrong rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from planning.models import Branch
from segments.forms.imports import Choices
from segments.models import Genre, LoanImport

# Codes that a person answers for here; their rows are not lost.
ASKED = ("branch", "genre", "material")
MOST_ASKED = 200
TOO_MANY = 0.05
LEAVE_OUT = "-"  # no code of anything: the rows with it stay out
# A branch with less than one row in a thousand is a slip of the keyboard, not a branch.
RARE = 0.001


@dataclass(frozen=True)
class NewCodes:
    """The codes of one kind that the library does not know yet, with their rows and questions."""

    what: str
    rows: int
    codes: list[tuple[str, int, BoundField | None]]


class CheckForm(forms.Form):
    exported_on = forms.DateField(
        label=gettext_lazy("When was the file made?"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy(
            "Where two files disagree, the newest one counts. Empty: the last date of a loan in the"
            " file, or else the day on which you first read it in."
        ),
        error_messages={"invalid": gettext_lazy("Fill in a date, for instance 12-01-2026.")},
    )
    accept_rejects = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        loan_import: LoanImport,
        branches: Sequence[Branch] = (),
        genres: Sequence[Genre] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.loan_import, report = loan_import, loan_import.report
        self.unknown: Mapping[str, dict[str, int]] = report.get("unknown", {})
        self.read: int = report.get("read", 0)
        problems = report.get("problems", {})
        self.waiting = sum(problems.get(f"unknown_{what}", 0) for what in ASKED)
        self.wrong: int = max(0, report.get("rejected", 0) - self.waiting)
        self._add_codes("branch", [(each.code, each.name) for each in branches])
        self._add_codes("genre", [(each.name, each.name) for each in genres])
        if self.needs_acceptance:
            values = {"count": number_format(self.left_out, force_grouping=True)}
            text = ngettext(
                "Read the file without this one row (%(share)s %%)",
                "Read the file without these %(count)s rows (%(share)s %%)",
                self.left_out,
            )
            self.fields["accept_rejects"].label = text % {**values, "share": self.share}
        else:
            del self.fields["accept_rejects"]

    def _add_codes(self, what: str, existing: list[tuple[str, str]]) -> None:
        before = self.loan_import.options.get(_OPTION[what], {})
        # Of branches a name is known already, unless two of them are called so.
        known = existing if what == "genre" else []
        names = {name.strip().casefold(): value for value, name in known}
        for place, code in enumerate(self._codes(what)):
            new, leave_out = _NEW[what] % {"code": code}, gettext_lazy("Leave these rows out")
            choices: Choices = [("", new), (LEAVE_OUT, leave_out), *existing]
            is_rare = what == "branch" and self.unknown[what][code] < RARE * self.read
            named = names.get(code.strip().casefold(), "")
            initial = before.get(code, LEAVE_OUT if is_rare else named)
            self.fields[f"{what}_{place}"] = forms.ChoiceField(
                label=code, choices=choices, required=False, initial=initial
            )

    def _codes(self, what: str) -> list[str]:
        """Most frequent first; JSON in the database forgets the order."""
        counts = self.unknown.get(what, {})
        return sorted(counts, key=lambda code: (-counts[code], code))[:MOST_ASKED]

    def _meanings(self, what: str) -> dict[str, str]:
        """What each new code is said to be: "" for something new, or what it belongs to."""
        if what not in _OPTION:
            return dict.fromkeys(self._codes(what), "")
        codes = enumerate(self._codes(what))
        return {code: self[f"{what}_{place}"].value() or "" for place, code in codes}

    @property
    def left_out(self) -> int:
        """The rows that stay out: the wrong ones, and those with a code that is not wanted."""
        return self.wrong + sum(
            self.unknown[what][code]
            for what in _OPTION
            for code, meaning in self._meanings(what).items()
            if meaning == LEAVE_OUT
        )

    @property
    def new_codes(self) -> list[NewCodes]:
        """What the page asks about: per kind of code its rows and, where there is one, a choice."""
        found = []
        for what in ASKED:
            counts = self.unknown.get(what, {})
            names = [f"{what}_{place}" for place in range(len(self._codes(what)))]
            fields = [self[name] if name in self.fields else None for name in names]
            rows = [
                (code, counts[code], field)
                for code, field in zip(self._codes(what), fields, strict=True)
            ]
            if rows:
                found.append(NewCodes(what, sum(counts.values()), rows))
        return found

    @property
    def share(self) -> str:
        """The wrong rows as a percentage of all rows, in words for the page."""
        share = 100 * self.left_out / self.read if self.read else 0
        return f"{share:.1f}".replace(".", ",") if share < 10 else f"{share:.0f}"

    @property
    def needs_acceptance(self) -> bool:
        """More than one row in twenty is wrong: somebody has to say that this is all right."""
        was_refused = self.loan_import.reason.startswith("too_many_rejects")
        return self.left_out > 0 and (was_refused or self.left_out > TOO_MANY * self.read)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.needs_acceptance and not cleaned.get("accept_rejects"):
            text = _("More than one row in twenty is wrong. Tick this if you want to go on.")
            self.add_error("accept_rejects", text)
        if self.data.get("take") == "all" and self.wrong:
            self.add_error(None, _("Not all rows are good. Choose: read the good rows only."))
        return cleaned

    def options(self) -> dict[str, Any]:
        """What the load needs to know; only for a valid form.

        branches, genres, materials: code → what it is. A code without an entry becomes something
        new of that name if `create_unknown`, else its rows are rejected. So as soon as one code is
        to stay out, the new ones are named too.
        """
        meanings = {what: self._meanings(what) for what in ASKED}
        is_left_out = any(LEAVE_OUT in each.values() for each in meanings.values())
        exported_on = self.cleaned_data.get("exported_on")
        return {
            **{
                option: _named(meanings[what], is_complete=is_left_out)
                for what, option in {**_OPTION, "material": "materials"}.items()
            },
            "create_unknown": bool(self.new_codes) and not is_left_out,
            "accept_rejects": bool(self.cleaned_data.get("accept_rejects")),
            **({"exported_on": exported_on.isoformat()} if exported_on else {}),
        }


def _named(meanings: dict[str, str], *, is_complete: bool) -> dict[str, str]:
    kept = {code: meaning for code, meaning in meanings.items() if meaning != LEAVE_OUT}
    if is_complete:
        return {code: meaning or code for code, meaning in kept.items()}
    return {code: meaning for code, meaning in kept.items() if meaning}


_OPTION = {"branch": "branches", "genre": "genres"}
_NEW = {
    "branch": gettext_lazy("Make a new branch: %(code)s"),
    "genre": gettext_lazy("Make a new genre: %(code)s"),
}
