"""A file with a segmentation itself: segments, and the sub-segments they fall apart in."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from segments.profiles import Profile

from .arrays import TextRows
from .columns import Columns
from .lookups import Lookups
from .results import CodedRows, unquoted
from .tables import first_verdict, texts_of, where
from .verdicts import EXCLUDED, rejects

LONGEST_CODE, LONGEST_NAME = 40, 80
_COLOUR = re.compile(r"#?([0-9a-f]{6})")


class SchemeRow(NamedTuple):
    """A segment; `parent` is the code of the segment it is part of, "" for none."""

    line: int
    code: str
    name: str
    parent: str
    colour: str  # #rrggbb or ""


class Problem(NamedTuple):
    """Why a scheme cannot be taken, and where: a scheme comes in whole or not at all."""

    line: int
    code: str  # double_code, unknown_parent, more_levels or long_code


class SchemeCoder:
    """Codes one file with a scheme; ask `problems` once all its rows are read."""

    def __init__(self, profile: Profile, header: Sequence[str], _lookups: Lookups) -> None:
        """Raises MissingColumns when the file has no code or no name."""
        self._columns = Columns(profile, header)
        self.headers = self._columns.headers
        self.absent = self._columns.absent
        self.personal = frozenset(self._columns.personal)
        # As other coders have them; a scheme knows no codes beforehand and has nothing to doubt.
        self.unknown: dict[str, Counter[str]] = {}
        self.warnings: Counter[str] = Counter()

    @unquoted
    def code(self, batch: TextRows) -> CodedRows[SchemeRow]:
        """Code one batch; an error of ours becomes CodingFailed, which quotes no value."""
        texts = texts_of(self._columns.of(batch), ("code", "name", "parent", "colour"))
        verdict = first_verdict(batch, self._columns)
        verdict.give("missing_code", where(not text for text in texts["code"]))
        rows = [
            SchemeRow(
                line=int(batch.lines[at]),
                code=texts["code"][at],
                name=(texts["name"][at] or texts["code"][at])[:LONGEST_NAME],
                parent=texts["parent"][at],
                colour=_colour(texts["colour"][at]),
            )
            for at in verdict.accepted().tolist()
        ]
        return CodedRows(
            rows=rows,
            rejects=rejects(batch, self._columns, verdict),
            read=len(batch.lines),
            excluded=verdict.count(EXCLUDED),
        )


def problems(rows: Iterable[SchemeRow]) -> list[Problem]:
    """What is wrong with a whole scheme, in the order of its lines; empty when nothing is."""
    by_code: dict[str, SchemeRow] = {}
    found = []
    listed = list(rows)
    for row in listed:
        if by_code.setdefault(row.code.casefold(), row) is not row:
            found.append(Problem(row.line, "double_code"))
        if len(row.code) > LONGEST_CODE:
            found.append(Problem(row.line, "long_code"))
    for row in listed:
        if row.parent:
            parent = by_code.get(row.parent.casefold())
            if parent is None:
                found.append(Problem(row.line, "unknown_parent"))
            elif parent.parent:
                found.append(Problem(row.line, "more_levels"))
    return sorted(found)


def _colour(text: str) -> str:
    match = _COLOUR.fullmatch(text.casefold())
    return f"#{match[1]}" if match else ""
