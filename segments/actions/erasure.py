"""A member asks to be forgotten: the code goes, the loans live on as counts."""

import time

from planning import tenancy
from planning.models import Library
from segments import keys
from segments.actions import jobs, stale
from segments.coding.keys import member_code
from segments.loading import forgetting, refresh

WAIT_SECONDS = 60.0


class CannotErase(Exception):
    """An import of this library is busy, and it may hold the member."""


def erase_member(library: Library, number: str) -> int:
    """Forget the member with this number, also for files that come later; gives their loans.

    The number becomes a code at once and is kept nowhere. 0 is also what an unknown number gives.
    """
    keys.remember_erased(library.pk, member_code(number.strip(), keys.library_key(library.pk)))
    return erase_again(library, wait=WAIT_SECONDS)


def erase_again(library: Library, *, wait: float = 0) -> int:
    """Take out everything of members who asked to be forgotten; gives the number of loans.

    After each import, and after a backup from before their asking was put back. Harmless when
    nothing is left of them. Raises CannotErase where an import stays busy.
    """
    codes = keys.erased_codes(library.pk)
    if not codes:
        return 0
    deadline = time.monotonic() + wait
    while True:
        with jobs.library_lock(library.pk) as got:
            if got:
                return _erase(library, codes)
        if time.monotonic() > deadline:
            raise CannotErase(library.slug)
        time.sleep(0.2)


def _erase(library: Library, codes: frozenset[bytes]) -> int:
    with tenancy.library_scope(library):
        numbers = forgetting.members(library, codes)
        months = forgetting.months(library, numbers)
        loans = forgetting.take_out(library, numbers)
        if months:
            refresh.refresh(library, months)
            stale.mark(library, {month // 12 for month in months})
    return loans
