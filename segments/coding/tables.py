"""Files that belong to a segmentation: postcodes with their segment, households per area."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from segments.profiles import Profile

from .arrays import Bools, Column, TextRows, plain
from .columns import Columns
from .counts import parse_count
from .dimensions import LONGEST
from .lookups import Lookups
from .readers import UNKNOWN_WORDS, clean_postcode, house_number
from .results import CodedRows, MissingColumns, unquoted
from .verdicts import EXCLUDED, Verdict, rejects, repeated_headers

_POSTCODE = re.compile(r"\d{4}([A-Z]{2})?", re.ASCII)


class PostcodeRow(NamedTuple):
    """A postcode (house number -1: all of it) with positions, 0 where unknown."""

    line: int
    postcode: str
    house_number: int
    segment: int
    area: int
    households: int | None


class HouseholdsRow(NamedTuple):
    """How many households of a segment live in an area, and where that lies as far as told."""

    line: int
    area: int
    segment: int
    households: int
    municipality: str = ""
    catchment: int = 0  # position of a branch


class Places:
    """Positions of segments, which must be known, and of areas, which grow."""

    def __init__(self, lookups: Lookups) -> None:
        self._segments = lookups.segments
        self._areas = dict(lookups.areas)
        self._last = max(self._areas.values(), default=0)
        self.new_areas: list[str] = []
        self.unknown_segments: Counter[str] = Counter()

    def segment(self, text: str) -> int:
        """The position of a segment; 0, and counted, when its code is not known."""
        position = self._segments.get(text.casefold(), 0)
        if position == 0 and text.casefold() not in UNKNOWN_WORDS:
            self.unknown_segments[text] += 1
        return position

    def area(self, text: str) -> int:
        """The position of an area, which is made when it is new; 0 without a name."""
        name = text[: LONGEST["area"]].strip()
        code = name.casefold()
        if not code or code in UNKNOWN_WORDS:
            return 0
        if code not in self._areas:
            self._last += 1
            self._areas[code] = self._last
            self.new_areas.append(name)
        return self._areas[code]

    def warnings(self, **others: int) -> Counter[str]:
        """What was doubtful, with the number of rows; what never happened is left out."""
        found = Counter(unknown_segment=self.unknown_segments.total(), **others)
        return +found


class PostcodeCoder:
    """Codes one file of postcodes; of a postcode that is there twice the first row counts."""

    def __init__(self, profile: Profile, header: Sequence[str], lookups: Lookups) -> None:
        """Raises MissingColumns when the file has no postcode, or neither a segment nor an area."""
        self._columns = Columns(profile, header)
        if "code" not in self._columns and "area" not in self._columns:
            raise MissingColumns(("code",))
        self.headers = self._columns.headers
        self.absent = self._columns.absent
        self.personal = frozenset(self._columns.personal)
        self._places = Places(lookups)
        self._seen: set[tuple[str, int | None]] = set()
        self._doubles = 0
        self._short = 0

    @property
    def new_areas(self) -> list[str]:
        return self._places.new_areas

    @property
    def unknown(self) -> dict[str, Counter[str]]:
        return {"segment": self._places.unknown_segments}

    @property
    def warnings(self) -> Counter[str]:
        return self._places.warnings(double_postcode=self._doubles, short_postcode=self._short)

    @unquoted
    def code(self, batch: TextRows) -> CodedRows[PostcodeRow]:
        """Code one batch; an error of ours becomes CodingFailed, which quotes no value."""
        fields = self._columns.of(batch)
        texts = texts_of(fields, ("postcode", "house_number", "code", "households", "area"))
        keys = [
            (_postcode(postcode), _house(house))
            for postcode, house in zip(texts["postcode"], texts["house_number"], strict=True)
        ]
        counts = [parse_count(text) if text else -1 for text in texts["households"]]
        verdict = first_verdict(batch, self._columns)
        verdict.give("bad_count", where(count is None for count in counts))
        verdict.give("bad_postcode_key", where(not key[0] or key[1] is None for key in keys))
        is_six = [len(postcode) == 6 for postcode, _house in keys]
        told = zip(is_six, texts["code"], texts["area"], strict=True)
        verdict.give(
            "missing_code", where(six and not code and not area for six, code, area in told)
        )
        accepted = verdict.accepted().tolist()
        first = [at for at in accepted if self._is_first(keys[at])]
        self._doubles += len(accepted) - len(first)
        # Without a column of their own, the areas are those of four digits.
        areas = texts["area"] if "area" in fields else [postcode[:4] for postcode, _house in keys]
        rows = [
            PostcodeRow(
                line=int(batch.lines[at]),
                postcode=keys[at][0],
                house_number=keys[at][1] or 0,
                segment=self._segment(texts["code"][at], is_six=is_six[at]),
                area=self._places.area(areas[at]),
                households=counts[at] if counts[at] != -1 else None,
            )
            for at in first
        ]
        return CodedRows(
            rows=rows,
            rejects=rejects(batch, self._columns, verdict),
            read=len(batch.lines),
            doubles=len(accepted) - len(rows),
            excluded=verdict.count(EXCLUDED),
        )

    def _segment(self, code: str, *, is_six: bool) -> int:
        """A postcode of four digits is an area, and says nothing of a segment."""
        if is_six:
            return self._places.segment(code) if code else 0
        self._short += bool(code) and code.casefold() not in UNKNOWN_WORDS
        return 0

    def _is_first(self, key: tuple[str, int | None]) -> bool:
        is_first = key not in self._seen
        self._seen.add(key)
        return is_first


class HouseholdsCoder:
    """Codes one file of households per area and segment; rows of an unknown segment are ignored."""

    def __init__(self, profile: Profile, header: Sequence[str], lookups: Lookups) -> None:
        """Raises MissingColumns when area, code of the segment or households are not there."""
        self._columns = Columns(profile, header)
        self.headers = self._columns.headers
        self.absent = self._columns.absent
        self.personal = frozenset(self._columns.personal)
        self._places = Places(lookups)
        self._branches = {**lookups.branch_names, **lookups.branches}
        self._unknown_catchments = 0

    @property
    def new_areas(self) -> list[str]:
        return self._places.new_areas

    @property
    def unknown(self) -> dict[str, Counter[str]]:
        return {"segment": self._places.unknown_segments}

    @property
    def warnings(self) -> Counter[str]:
        return self._places.warnings(unknown_catchment=self._unknown_catchments)

    @unquoted
    def code(self, batch: TextRows) -> CodedRows[HouseholdsRow]:
        """Code one batch; an error of ours becomes CodingFailed, which quotes no value."""
        names = ("area", "code", "households", "municipality", "catchment")
        texts = texts_of(self._columns.of(batch), names)
        counts = [parse_count(text) for text in texts["households"]]
        verdict = first_verdict(batch, self._columns)
        verdict.give("bad_count", where(count is None for count in counts))
        missing = zip(texts["area"], texts["code"], strict=True)
        verdict.give("missing_code", where(not area or not code for area, code in missing))
        accepted = verdict.accepted().tolist()
        rows = []
        for at in accepted:
            segment, count = self._places.segment(texts["code"][at]), counts[at]
            if segment and count is not None:
                area = self._places.area(texts["area"][at])
                lies = texts["municipality"][at], self._catchment(texts["catchment"][at])
                rows.append(HouseholdsRow(int(batch.lines[at]), area, segment, count, *lies))
        return CodedRows(
            rows=rows,
            rejects=rejects(batch, self._columns, verdict),
            read=len(batch.lines),
            ignored=len(accepted) - len(rows),
            excluded=verdict.count(EXCLUDED),
        )

    def _catchment(self, text: str) -> int:
        """The branch of an area by code or name; 0, and counted, for one that is not known."""
        found = self._branches.get(text.casefold(), 0)
        self._unknown_catchments += bool(text) and not found
        return found


def summed_households(rows: Iterable[HouseholdsRow]) -> list[HouseholdsRow]:
    """Rows of the same area and segment added up, in the order of the first of each."""
    found: dict[tuple[int, int], HouseholdsRow] = {}
    for row in rows:
        earlier = found.get((row.area, row.segment))
        total = row.households + (earlier.households if earlier else 0)
        found[row.area, row.segment] = (earlier or row)._replace(households=total)
    return list(found.values())


def first_verdict(batch: TextRows, columns: Columns) -> Verdict:
    verdict = Verdict(len(batch.lines))
    every = np.ones(len(batch.lines), np.bool_)
    verdict.give("repeated_header", repeated_headers(batch, columns, every))
    verdict.give(EXCLUDED, columns.excluded(batch))
    return verdict


def texts_of(fields: Mapping[str, Column], names: Sequence[str]) -> dict[str, list[str]]:
    """The stripped texts of some fields, empty ones where the file has no such column."""
    rows = len(next(iter(fields.values())))
    return {
        name: [text.strip() for text in plain(fields[name]).to_pylist()]
        if name in fields
        else [""] * rows
        for name in names
    }


def _postcode(text: str) -> str:
    cleaned = clean_postcode(text).decode()
    return cleaned if _POSTCODE.fullmatch(cleaned) else ""


def _house(text: str) -> int | None:
    """A house number, -1 without one, None for a text that holds none."""
    if not text:
        return -1
    number = house_number(text)
    return None if number < 0 else number


def where(failing: Iterable[bool]) -> Bools:
    return np.fromiter(failing, np.bool_)
