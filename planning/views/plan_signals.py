"""What the plan itself says, below the lanes: open signals numbered, accepted ones quietly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from planning.clashes import Signal
from planning.views.plan_facts import Shown
from planning.views.plan_links import add_url, opening

MOST = 8


@dataclass(frozen=True)
class SignalLine:
    number: int
    text: str
    url: str
    action: str
    panel: str = ""


@dataclass(frozen=True)
class Signals:
    """The first few; `total` counts the open ones of the whole year, `count` those in sight."""

    lines: Sequence[SignalLine]
    count: int
    total: int
    accepted: Sequence[Signal]


def signal_lines(shown: Shown) -> Signals:
    """Signals of the days in sight."""
    span = shown.selection.span
    here = shown.signals_in(span.first, span.last)
    return Signals(
        lines=[_line(each, shown) for each in here[:MOST]],
        count=len(here),
        total=len(shown.open_signals),
        accepted=[
            each
            for each in shown.signals
            if each.is_accepted and each.starts_on <= span.last and each.ends_on >= span.first
        ],
    )


def _line(signal: Signal, shown: Shown) -> SignalLine:
    number = shown.numbers[signal.key]
    if signal.national_id or signal.item_ids:
        pk = signal.national_id or signal.item_ids[0]
        panel = f"national:{pk}" if signal.national_id else f"item:{pk}"
        action = _("Choose") if signal.national_id else _("Look")
        return SignalLine(number, signal.text, f"{opening(shown)}{panel}", action, panel)
    middle = signal.starts_on + (signal.ends_on - signal.starts_on) // 2
    day = max(middle, min(shown.today + timedelta(days=1), signal.ends_on))
    return SignalLine(number, signal.text, add_url(shown, day), _("Plan something"))
