"""A file with the members of each segment, as far as known by area and age."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from segments.profiles import Profile

from .arrays import TextRows
from .columns import Columns
from .counts import parse_count
from .lookups import Lookups
from .readers import AGE_BANDS, UNKNOWN_WORDS, age_band
from .results import CodedRows, unquoted
from .tables import Places, first_verdict, texts_of, where
from .verdicts import EXCLUDED, rejects

ALL, ADULTS, YOUTH = 10, 11, 12  # ages as the rollups number them
_GROUPS = {
    **dict.fromkeys(("", "alle", "allen", "totaal", "all"), ALL),
    **dict.fromkeys(("volwassenen", "volwassene", "18+", "adults"), ADULTS),
    **dict.fromkeys(("jeugd", "0-17", "jeugdleden", "youth"), YOUTH),
    **dict.fromkeys(UNKNOWN_WORDS, 0),
}


class MembershipRow(NamedTuple):
    """How many members a segment has (area 0: everywhere), and how many borrow nothing or much."""

    line: int
    segment: int
    area: int
    age: int
    members: int
    zero_borrowers: int | None
    heavy_borrowers: int | None

    @property
    def key(self) -> tuple[int, int, int]:
        return self.segment, self.area, self.age


class MembershipCoder:
    """Codes one file of members per segment; rows of an unknown segment are ignored."""

    def __init__(self, profile: Profile, header: Sequence[str], lookups: Lookups) -> None:
        """Raises MissingColumns when the segment or the members are not there."""
        self._columns = Columns(profile, header)
        self.headers = self._columns.headers
        self.absent = self._columns.absent
        self.personal = frozenset(self._columns.personal)
        self._places = Places(lookups)

    @property
    def new_areas(self) -> list[str]:
        return self._places.new_areas

    @property
    def unknown(self) -> dict[str, Counter[str]]:
        return {"segment": self._places.unknown_segments}

    @property
    def warnings(self) -> Counter[str]:
        return self._places.warnings()

    @unquoted
    def code(self, batch: TextRows) -> CodedRows[MembershipRow]:
        """Code one batch; an error of ours becomes CodingFailed, which quotes no value."""
        names = ("code", "area", "age_group", "members", "zero_borrowers", "heavy_borrowers")
        texts = texts_of(self._columns.of(batch), names)
        members = [parse_count(text) for text in texts["members"]]
        zero, heavy = (
            [parse_count(text) if text else -1 for text in texts[name]]
            for name in ("zero_borrowers", "heavy_borrowers")
        )
        ages = [_age(text) for text in texts["age_group"]]
        verdict = first_verdict(batch, self._columns)
        verdict.give("missing_code", where(not code for code in texts["code"]))
        counts = list(zip(members, zero, heavy, strict=True))
        verdict.give("bad_count", where(None in found for found in counts))
        verdict.give("bad_age_group", where(age is None for age in ages))
        verdict.give("more_than_members", where(_is_too_many(*found) for found in counts))
        rows = []
        accepted = verdict.accepted().tolist()
        for at in accepted:
            segment, count, age = self._places.segment(texts["code"][at]), members[at], ages[at]
            if segment and count is not None and age is not None:
                area = self._places.area(texts["area"][at])
                line = int(batch.lines[at])
                parts = _known(zero[at]), _known(heavy[at])
                rows.append(MembershipRow(line, segment, area, age, count, *parts))
        return CodedRows(
            rows=rows,
            rejects=rejects(batch, self._columns, verdict),
            read=len(batch.lines),
            ignored=len(accepted) - len(rows),
            excluded=verdict.count(EXCLUDED),
        )


def summed_memberships(rows: Iterable[MembershipRow]) -> list[MembershipRow]:
    """Rows of the same segment, area and age added up; a part that one of them lacks is unknown."""
    found: dict[tuple[int, int, int], MembershipRow] = {}
    for row in rows:
        earlier = found.get(row.key)
        found[row.key] = (
            row._replace(
                members=row.members + earlier.members,
                zero_borrowers=_added(row.zero_borrowers, earlier.zero_borrowers),
                heavy_borrowers=_added(row.heavy_borrowers, earlier.heavy_borrowers),
            )
            if earlier
            else row
        )
    return list(found.values())


def _added(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _known(count: int | None) -> int | None:
    return None if count is None or count < 0 else count


def _is_too_many(members: int | None, zero: int | None, heavy: int | None) -> bool:
    return members is not None and max(zero or 0, 0) + max(heavy or 0, 0) > members


def _age(text: str) -> int | None:
    """The number of an age group; None for a text that is none."""
    folded = text.casefold().strip()
    if folded in _GROUPS:
        return _GROUPS[folded]
    band = age_band(folded)
    return band if 0 < band < len(AGE_BANDS) else None
