"""What pages say about an advice: sentences that say no more than the figures do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from planning.models import Branch
from segments.advice import acquiring as rule
from segments.forms.advice import READERS
from segments.lattice import Period
from segments.models import Advice
from segments.views.explorer_words import decimal

Kind, Status, Certainty = Advice.Kind, Advice.Status, Advice.Certainty
LEAST_EXPECTED = 30  # loans under which nothing is concluded
COLUMNS: dict[str, tuple[str | Promise, str | Promise]] = {
    Kind.ACQUIRE: (
        gettext_lazy("Acquire"),
        gettext_lazy("What is in demand and of which little stands."),
    ),
    Kind.PLACE: (
        pgettext_lazy("advice", "Place"),
        gettext_lazy("What stands far from those who borrow it."),
    ),
    Kind.PROMOTE: (
        gettext_lazy("Promote"),
        gettext_lazy("Whom we hardly reach, and what we could show."),
    ),
}
SURE: dict[str, str | Promise] = {
    Certainty.MUCH: gettext_lazy("much data"),
    Certainty.LITTLE: gettext_lazy("little data"),
}
HOW_SURE: dict[str, str | Promise] = {
    Certainty.MUCH: gettext_lazy(
        "Much data: even among all figures that were looked at together this is hardly chance."
        " It says what happened, not why."
    ),
    Certainty.LITTLE: gettext_lazy(
        "Little data: on its own this figure stands out, but of so many figures that are looked at"
        " together some do by chance. Worth a talk, not yet a fact."
    ),
}


@dataclass(frozen=True)
class Undecided:
    """How an advice stands in one line."""

    text: str
    css: str = ""


def count(number: float) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def addressee(found: Advice) -> str:
    """For collection, for marketing, or for a branch by its name."""
    if found.kind == Kind.PLACE:
        branch: Branch | None = found.branch
        return _("for %(branch)s") % {"branch": branch.name if branch else _("the branch")}
    return _("for %(discipline)s") % {"discipline": found.get_addressee_display()}


def facts(found: Advice) -> str:
    """For whom, about whom, of which period: one line of small print."""
    return " · ".join([addressee(found), readers(found).lower(), period(found)])


def period(found: Advice) -> str:
    return period_said(found.period)


def period_said(period: str) -> str:
    return Period.parse(period).label()


def readers(found: Advice) -> str:
    return str(READERS[found.readers])


def day_said(moment: datetime) -> str:
    return date_format(localtime(moment), "j F Y")


def acquiring() -> str:
    """When a genre is for acquiring, with the thresholds of the rule itself."""
    return _(
        "Acquire: a genre of which a copy goes out at least as often as the average of the library,"
        " and two of these three: a copy goes out %(pressed)s times as often as the average or"
        " more; per copy %(queued)s times as many people wait as on average or more, at least"
        " %(waiting)s of them for %(titles)s titles; it is a %(loved)s times as large part of what"
        " a segment borrows as of what everybody borrows, or more. Where a copy goes out %(alone)s"
        " times as often as the average, that is enough. Each has to be more than chance may be."
    ) % {
        "pressed": decimal(rule.PRESSED),
        "queued": decimal(rule.QUEUED),
        "loved": decimal(rule.LOVED),
        "alone": decimal(rule.ALONE),
        "waiting": rule.LEAST_RESERVATIONS,
        "titles": rule.LEAST_WAITING,
    }


def standing(found: Advice) -> Undecided:
    """Open, taken over by whom, not done because, or measured."""
    day = date_format(found.decided_at, "j b Y") if found.decided_at else ""
    if found.status == Status.TAKEN:
        who = found.owner or _("nobody yet")
        said = _("Taken over on %(day)s, by %(who)s") % {"day": day, "who": who}
        return Undecided(said, "ok")
    if found.status == Status.REFUSED:
        said = _("Not done, decided on %(day)s by %(who)s: %(reason)s")
        return Undecided(
            said % {"day": day, "who": found.decided_by or "–", "reason": found.reason}
        )
    if not found.is_current:
        return Undecided(_("The newest figures do not say this any more."))
    return Undecided("")


def answer(open_counts: dict[str, int]) -> str:
    """The sentence on top of the board, of what is open."""
    total = open_counts["all"]
    if not total:
        return _("The figures ask nothing of you now.")
    said = ngettext(
        "%(count)d advice lies open.", "%(count)d pieces of advice lie open.", total
    ) % {"count": total}
    much = open_counts["much"]
    if not much:
        return f"{said} {_('None of them rests on much data: they are to be talked over.')}"
    more = ngettext(
        "%(count)d of them rests on much data.", "%(count)d of them rest on much data.", much
    )
    return f"{said} {more % {'count': much}}"


def outcome(found: Advice, *, today: date) -> Sequence[str]:
    """What came of it, in sentences; counts always, a conclusion only where there are enough."""
    if found.outcome is not None:
        return _measured(found.outcome)
    if found.status != Status.TAKEN:
        return []
    if found.measure_on is None:
        return [_("There are no books of which loans could be compared; readers are not counted.")]
    day = date_format(found.measure_on, "j F Y")
    if found.measure_on > today:
        return [
            _("On %(day)s the loans of eight weeks before and after are compared.") % {"day": day}
        ]
    return [
        _("It is measured as soon as the loans until %(day)s have been read in.") % {"day": day}
    ]


def _measured(outcome: dict[str, Any]) -> list[str]:
    before, after = outcome["before"], outcome["after"]
    said = [
        _("%(after)s loans of %(what)s in the eight weeks after, %(before)s in the eight before.")
        % {"after": count(after), "before": count(before), "what": outcome["what"]}
    ]
    then = outcome.get("last_year")
    if then:
        said.append(
            _("In the same weeks a year earlier it went from %(before)s to %(after)s.")
            % {"before": count(then[0]), "after": count(then[1])}
        )
    if before < LEAST_EXPECTED:
        return [*said, _("Too little to say anything.")]
    return [*said, _("They go together; that is no proof.")]
