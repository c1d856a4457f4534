"""What people do with a signal besides solving it."""

from planning.clashes import Signal
from planning.models import AcceptedSignal, Library, User

TEXT_LENGTH = 300  # of the column


def accept_signal(library: Library, *, signal: Signal, reason: str, by: User) -> AcceptedSignal:
    """Live with a signal, for a reason; it comes back by itself when its facts change."""
    accepted: AcceptedSignal
    accepted, _is_new = AcceptedSignal.objects.update_or_create(
        library=library,
        key=signal.key,
        defaults={
            "code": signal.code,
            "text": signal.text[:TEXT_LENGTH],
            "reason": reason,
            "accepted_by": by,
        },
    )
    return accepted


def withdraw_acceptance(accepted: AcceptedSignal) -> None:
    """Show a signal again."""
    accepted.delete()
