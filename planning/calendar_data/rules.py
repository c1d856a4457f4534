"""When a national campaign or a school holiday is to be expected, by its own rule."""

from collections.abc import Callable
from datetime import date, timedelta

MONDAY, WEDNESDAY, THURSDAY, FRIDAY = 0, 2, 3, 4
Span = tuple[date, date]


def days_of(code: str, year: int) -> Span:
    """The first and last day that a campaign is expected to have in a year."""
    return RULES[code](year)


def school_breaks(region: str, year: int) -> list[tuple[str, date, date]]:
    """The school holidays of a region with a day in a year, as far as a regulation is known."""
    import holidays as packaged

    found = packaged.country_holidays(
        "NL", subdiv=region, years=range(year - 1, year + 2), language="nl", categories="school"
    )
    breaks: list[tuple[str, date, date]] = []
    for day, name in sorted(found.items()):
        if breaks and breaks[-1][0] == name and day - breaks[-1][2] == timedelta(days=1):
            breaks[-1] = (name, breaks[-1][1], day)
        else:
            breaks.append((name, day, day))
    # A break at the edge of what was asked is cut off there.
    whole = [each for each in breaks if each[1] > date(year - 1, 1, 1)]
    return [each for each in whole if year in (each[1].year, each[2].year)]


def nth(number: int, weekday: int, year: int, month: int) -> date:
    """The first, second … such day of the week in a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def on_or_after(weekday: int, day: date) -> date:
    """The first such day of the week from a day on."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _months(first: int, last: int) -> Callable[[int], Span]:
    def whole(year: int) -> Span:
        after = date(year + last // 12, last % 12 + 1, 1)
        return date(year, first, 1), after - timedelta(days=1)

    return whole


def _for(days: int, start: Callable[[int], date]) -> Callable[[int], Span]:
    def span(year: int) -> Span:
        first = start(year)
        return first, first + timedelta(days=days - 1)

    return span


def _last_thursday_of_january(year: int) -> date:
    return on_or_after(THURSDAY, date(year, 1, 25))


def _week_of_8_september(year: int) -> date:
    day = date(year, 9, 8)
    return day - timedelta(days=day.weekday())


def _summer(year: int) -> Span:
    """From the first region's first day of the summer holidays to the last one's last."""
    breaks = [
        each for region in ("Noord", "Midden", "Zuid") for each in school_breaks(region, year)
    ]
    summers = [(first, last) for name, first, last in breaks if name == "Zomervakantie"]
    if not summers:
        return date(year, 7, 1), date(year, 8, 31)
    return min(first for first, _ in summers), max(last for _, last in summers)


RULES: dict[str, Callable[[int], Span]] = {
    "nationale-voorleesdagen": _for(12, lambda year: on_or_after(WEDNESDAY, date(year, 1, 20))),
    "poezieweek": _for(7, _last_thursday_of_january),
    "boekenweek": _for(12, lambda year: nth(2, WEDNESDAY, year, 3)),
    "week-christelijke-boek": _for(12, lambda year: nth(2, WEDNESDAY, year, 3)),
    "kinderjury": _months(3, 6),
    "maand-van-de-filosofie": _months(4, 4),
    "wereldboekendag": _for(1, lambda year: date(year, 4, 23)),
    "spannende-boeken-weken": _months(6, 6),
    "zomerlezen": _summer,
    "week-van-lezen-en-schrijven": _for(7, _week_of_8_september),
    "boekenweek-van-jongeren": _for(10, lambda year: nth(3, FRIDAY, year, 9)),
    "kinderboekenweek": _for(12, lambda year: nth(1, WEDNESDAY, year, 10)),
    "maand-van-de-geschiedenis": _months(10, 10),
    "heel-nederland-leest": _months(11, 11),
    "week-van-de-mediawijsheid": _for(8, lambda year: on_or_after(FRIDAY, date(year, 11, 5))),
}
