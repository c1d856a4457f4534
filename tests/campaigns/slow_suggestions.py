"""Which titles are suggested, counted one by one from what was put in: slow and obvious."""

from collections.abc import Iterable
from datetime import date, timedelta

from campaigns import suggestions
from campaigns.queries.suggestions import Asked
from campaigns.suggestions import Facts, Rules, Why
from tests.campaigns.town_of_books import CODES, TODAY, YEAR, Town

SINCE = TODAY - timedelta(days=60)


def slow_facts(town: Town, asked: Asked, number: int) -> Facts:
    """All that counts of a title at the branch that is asked (0: in all of them)."""
    branch, code = asked.branch, town.codes[number]
    genre = CODES.get(code, 0)
    fit = asked.ground.fits.get(genre)
    came = slow_came(town, number, branch)
    held = [row for row in town.copies if row[0] == number]
    here = [row for row in held if branch in (0, row[1])]
    days = [loan.day for loan in town.loans if loan.title == number and branch in (0, loan.branch)]
    return Facts(
        number,
        own=asked.ground.own.get(number),
        fit=fit,
        theme=asked.ground.themes.get(number, ""),
        came_on=came if came and came <= asked.campaign.item.ends_on else None,
        copies=sum(row[3] for row in here),
        copies_all=sum(row[3] for row in held),
        first_on=min((row[2] for row in here if row[2]), default=None),
        last_on=max(days, default=None),
        lent=sum(day.year == YEAR for day in days),
    )


def slow_came(town: Town, number: int, branch: int) -> date | None:
    """The newest day of what was ordered, else of the copies themselves, within sixty days."""
    ordered = [row for row in town.ordered if row[0] == number and row[2] >= SINCE]
    if ordered:
        days = [row[2] for row in ordered if branch in (0, row[1])]
        return max(days, default=None)
    newest: dict[int, date] = {}
    for title, place, day, _copies in town.copies:
        if title == number and day:
            newest[place] = max(day, newest.get(place, day))
    days = [day for place, day in newest.items() if day >= SINCE and branch in (0, place)]
    return max(days, default=None)


def slow_suggestions(town: Town, asked: Asked, rules: Rules) -> dict[Why, list[int]]:
    """The numbers under each reason, in their order, that pass the filters."""
    facts = [slow_facts(town, asked, n) for n in town.numbers if n not in asked.chosen]
    found = suggestions.in_order(facts, rules)
    return {why: list(_passing(town, asked, rules, rows)) for why, rows in found.items()}


def _passing(town: Town, asked: Asked, rules: Rules, numbers: Iterable[int]) -> Iterable[int]:
    filters = asked.filters
    for number in numbers:
        facts = slow_facts(town, asked, number)
        waiting = town.waiting.get(number, 0)
        places = {place.position for place in asked.here}
        stands = any(row[0] == number and (not places or row[1] in places) for row in town.copies)
        if filters.genre is not None and CODES.get(town.codes[number], 0) != filters.genre:
            continue
        if filters.new and facts.came_on is None:
            continue
        if filters.quiet and not suggestions.is_quiet(facts, rules):
            continue
        if filters.no_queue and waiting and waiting >= facts.copies_all:
            continue
        if filters.on_shelf and not stands:
            continue
        yield number
