"""What moving an item would bring, asked before anything is saved."""

from dataclasses import dataclass, replace
from datetime import date

from planning.clashes import Signal
from planning.entries import Entry
from planning.models import Library
from planning.queries import signals


@dataclass(frozen=True)
class Consequences:
    """Signals that would come, go, or stay in another form."""

    come: list[Signal]
    stay: list[Signal]
    go: list[Signal]

    @property
    def are_none(self) -> bool:
        return not (self.come or self.stay or self.go)


def consequences(
    library: Library, entry: Entry, *, starts_on: date, ends_on: date, today: date
) -> Consequences:
    """The signals of the years it leaves and comes to, compared before and after."""
    moved = replace(entry, starts_on=starts_on, ends_on=ends_on)
    now: dict[str, Signal] = {}
    then: dict[str, Signal] = {}
    for year in sorted({entry.starts_on.year, starts_on.year}):
        before, after = signals.signals_with(library, year, moved, today=today)
        now |= {each.key: each for each in before if not each.is_accepted}
        then |= {each.key: each for each in after if not each.is_accepted}
    gone = [each for key, each in now.items() if key not in then]
    come = [each for key, each in then.items() if key not in now]
    # The same clash on other days has another key: it does not go and come, it stays.
    known = {(each.code, each.item_ids) for each in gone}
    still = [each for each in come if (each.code, each.item_ids) in known]
    kept = {(each.code, each.item_ids) for each in still}
    return Consequences(
        come=[each for each in come if each not in still],
        stay=still,
        go=[each for each in gone if (each.code, each.item_ids) not in kept],
    )
