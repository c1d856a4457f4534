"""What the page of imports says of files that came by themselves."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from planning.models import Library
from segments.actions import arrivals
from segments.models import LoanImport
from segments.views import imports_wording as wording

SHOWN = 5
Status = LoanImport.Status


@dataclass(frozen=True)
class Arrivals:
    folder: str
    is_there: bool
    last: list[LoanImport]


def arrivals_of(library: Library) -> Arrivals:
    """The folder of a library, and what was taken from it last."""
    folder = arrivals.folder_of(library)
    rows = LoanImport.objects.filter(library=library, options__arrived=True)
    return Arrivals(
        f"{folder}/", folder.is_dir(), list(rows.order_by("-created_at", "-pk")[:SHOWN])
    )


def sentence(loan_import: LoanImport) -> str:
    """Why a file that came by itself waits for somebody; empty for others."""
    if not loan_import.options.get("arrived"):
        return ""
    if loan_import.status == Status.DRAFT and loan_import.kind == LoanImport.Kind.COVERS:
        return _("Came by itself. Say whose these pictures are, then they can come in.")
    if loan_import.status == Status.DRAFT:
        return _(
            "Came by itself, and no remembered profile has these columns. Say once what they are"
            " and have it remembered: the next file goes by itself."
        )
    if loan_import.status == Status.NEEDS_ANSWER:
        return _("Came by itself, and waits with a question.") + f" {wording.reason(loan_import)}"
    if loan_import.status == Status.CHECKED and arrivals.leaves_questions(loan_import):
        return _("Came by itself. There are codes or rows in it that we may not decide about.")
    return ""
