"""What came of advice that was taken over: loans of its books, eight weeks later."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning import tenancy
from planning.models import Library
from segments.actions.advice import WEEKS
from segments.models import Advice
from segments.queries import advice_loans

LENGTH = timedelta(weeks=WEEKS)
YEAR = timedelta(days=364)  # the same days of the week
# A library is closed for a day or two; a longer silence means that a file is missing.
CLOSED = timedelta(days=3)


def measure_due(library_id: int, *, today: date) -> int:
    """Measure what is due and of which the loans are known; gives how many."""
    with tenancy.library_scope(library_id), translation.override(settings.LANGUAGE_CODE):
        library = Library.objects.filter(pk=library_id).first()
        due = Advice.objects.filter(
            library=library, status=Advice.Status.TAKEN, outcome__isnull=True, measure_on__lte=today
        )
        return sum(measure(found.pk) for found in due.order_by("pk"))


@transaction.atomic
def measure(pk: int) -> bool:
    """Keep what was lent before and after; False while the loans are not all known."""
    rows = Advice.objects.select_for_update(of=["self"]).select_related("branch", "genre")
    found = rows.filter(pk=pk, status=Advice.Status.TAKEN, outcome__isnull=True).first()
    if found is None or found.decided_at is None:
        return False
    decided = timezone.localdate(found.decided_at)
    lent = advice_loans.lent(found, decided, LENGTH)
    is_known = lent.first_on is not None and lent.first_on <= decided - LENGTH
    if not is_known or lent.last_on is None or lent.last_on < decided + LENGTH - CLOSED:
        return False
    has_year = lent.first_on is not None and lent.first_on <= decided - LENGTH - YEAR
    found.outcome = {
        "before": lent.before,
        "after": lent.after,
        "last_year": [lent.before_then, lent.after_then] if has_year else None,
        "what": _what(found),
        "measured_on": timezone.localdate().isoformat(),
    }
    found.save(update_fields=["outcome"])
    return True


def _what(found: Advice) -> str:
    """Of which books: these twelve titles in Dorp, or Reizen everywhere."""
    books = found.genre.name if found.genre else ""
    if found.titles:
        count = len(found.titles)
        books = ngettext("this title", "these %(count)d titles", count) % {"count": count}
    if found.branch:
        return _("%(books)s in %(branch)s") % {"books": books, "branch": found.branch.name}
    return books
