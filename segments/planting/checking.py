"""Is what was planted first on its page and in the advice, and is a town without it left alone?"""

from collections.abc import Callable
from dataclasses import dataclass

from planning import tenancy
from planning.models import Library
from segments import measures
from segments.lattice import ADULTS, YEAR, Ask, Period
from segments.models import Advice
from segments.planting import town as towns
from segments.planting.files import code
from segments.planting.town import Town
from segments.queries import advice, loans, names, shelves, title_readers
from segments.queries import reach as reached
from segments.queries.names import Entry
from segments.queries.reach import ReachAsk


@dataclass(frozen=True)
class Truth:
    """Something that was planted: is it first on its page, and is there sure advice about it?"""

    name: str
    is_on_top: bool
    is_advised: bool

    @property
    def is_found(self) -> bool:
        return self.is_on_top and self.is_advised

    @property
    def lacking(self) -> str:
        """What of it was not found."""
        lacks = {"first on its page": self.is_on_top, "sure advice": self.is_advised}
        return f"{self.name}: {', '.join(name for name, has in lacks.items() if not has)}"


def truths(library: Library, town: Town) -> list[Truth]:
    """The four that are planted in a town, each as it was found."""
    checks: dict[str, tuple[Callable[[Library, Town], bool], str]] = {
        "travel_far_away": (_loves_travel, f"place:near:{_s(library, towns.TRAVELLERS)}"),
        "large_unreached": (_is_unreached, f"promote:reach:{_s(library, towns.UNREACHED)}"),
        "demand_no_supply": (_is_scarce, "acquire:genre"),
        "title_of_one": (_is_own_title, f"promote:title:{_s(library, towns.READER_GROUP)}"),
    }
    with tenancy.library_scope(library):
        sure = sure_advice(library)
        return [
            Truth(name, on_top(library, town), _is_advised(sure, name, key, town))
            for name, (on_top, key) in checks.items()
        ]


def alarms(library: Library) -> list[str]:
    """Advice with much data, in a town in which nothing was planted."""
    with tenancy.library_scope(library):
        return [f"{found.key}: {found.text}" for found in sure_advice(library)]


def sure_advice(library: Library) -> list[Advice]:
    return list(advice.advice(library).filter(certainty=Advice.Certainty.MUCH))


def _is_advised(sure: list[Advice], name: str, key: str, town: Town) -> bool:
    """The first of its rule, and about the right genre, branch and title."""
    kind, rule = key.split(":")[:2]
    first = next((each for each in sure if each.key.startswith(f"adults:{kind}:{rule}")), None)
    if first is None or f"{first.key}:".find(f"{key}:") < 0:
        return False
    genre = first.genre.name if first.genre else ""
    if name == "travel_far_away":
        return (genre, first.branch and first.branch.code) == (towns.TRAVEL, towns.VILLAGE)
    if name == "demand_no_supply":
        return genre == towns.SCARCE
    return name != "title_of_one" or "Varen" in first.text


def _segment(library: Library, number: int) -> Entry:
    return next(each for each in names.segments(library) if each.code == code(number))


def _s(library: Library, number: int) -> str:
    with tenancy.library_scope(library):
        return f"s{_segment(library, number).position}"


def _loves_travel(library: Library, town: Town) -> bool:
    """Travel has the highest index of the row, and no other cell of the page a higher one."""
    matrix = loans.matrix(library, Ask(Period(YEAR, town.year), age=ADULTS))
    found = [
        (figure.index, figure.row, figure.column)
        for line in measures.figures(matrix.published)
        for figure in line
        if figure.index is not None and figure.row != 0 and (figure.cell.loans or 0) >= 50
    ]
    genre = next(each.position for each in matrix.genres if each.code == towns.TRAVEL)
    _index, row, column = max(found)
    return (row, column) == (_segment(library, towns.TRAVELLERS).position, genre)


def _is_unreached(library: Library, town: Town) -> bool:
    """The largest potential of all segments."""
    found = reached.reach(library, ReachAsk(Period(YEAR, town.year), ADULTS))
    lines = [found.line(segment.position) for segment in found.segments]
    most = max(lines, key=lambda line: line.potential or 0)
    return most.segment.code == code(towns.UNREACHED)


def _is_scarce(library: Library, town: Town) -> bool:
    """The highest number of loans per copy of all genres."""
    shelf = shelves.shelf(library, town.year)
    rates = {
        genre: stand.turnover or 0
        for (branch, genre), stand in shelf.stands.items()
        if branch == shelves.ALL and genre > 0
    }
    by_position = {entry.position: entry.code for entry in names.genres(library)}
    return by_position.get(max(rates, key=lambda genre: rates[genre])) == towns.SCARCE


def _is_own_title(library: Library, town: Town) -> bool:
    """The first of the titles that this segment takes before others."""
    segment = _segment(library, towns.READER_GROUP).position
    found = title_readers.top_titles(
        library, town.year, segment=segment, order=title_readers.OWN, limit=1
    )
    return [line.key for line in found.lines] == [town.own_title]
