"""A file that says which segment of the edition in use stands for one of the edition before it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from segments.profiles import Profile

from .arrays import TextRows
from .columns import Columns
from .lookups import Lookups
from .results import CodedRows, unquoted
from .tables import first_verdict, texts_of, where
from .verdicts import EXCLUDED, rejects


class MappingRow(NamedTuple):
    """An earlier segment and the one that stands for it, as positions."""

    line: int
    old: int
    new: int


class MappingCoder:
    """Codes one file old → new. Several old ones may become one; one that is split cannot."""

    def __init__(self, profile: Profile, header: Sequence[str], lookups: Lookups) -> None:
        """Raises MissingColumns when the file lacks the old or the new code."""
        self._columns = Columns(profile, header)
        self.headers = self._columns.headers
        self.absent = self._columns.absent
        self.personal = frozenset(self._columns.personal)
        self.unknown: dict[str, Counter[str]] = {}
        self.warnings: Counter[str] = Counter()
        self._old, self._new = lookups.earlier_segments, lookups.segments
        self._said: dict[int, set[int]] = defaultdict(set)
        self._rows: set[tuple[int, int]] = set()

    @property
    def split(self) -> set[int]:
        """Earlier segments that the file divides over several new ones, by position."""
        return {old for old, found in self._said.items() if len(found) > 1}

    @unquoted
    def code(self, batch: TextRows) -> CodedRows[MappingRow]:
        """Code one batch; an error of ours becomes CodingFailed, which quotes no value."""
        texts = texts_of(self._columns.of(batch), ("old_code", "new_code"))
        pairs = [
            (self._old.get(old.casefold(), 0), self._new.get(new.casefold(), 0))
            for old, new in zip(texts["old_code"], texts["new_code"], strict=True)
        ]
        verdict = first_verdict(batch, self._columns)
        empty = zip(texts["old_code"], texts["new_code"], strict=True)
        verdict.give("missing_code", where(not old or not new for old, new in empty))
        verdict.give("unknown_old_segment", where(not old for old, _new in pairs))
        verdict.give("unknown_new_segment", where(not new for _old, new in pairs))
        for at in verdict.accepted().tolist():
            self._said[pairs[at][0]].add(pairs[at][1])
        verdict.give("split_segment", where(old in self.split for old, _new in pairs))
        accepted = verdict.accepted().tolist()
        first = [at for at in accepted if self._is_first(pairs[at])]
        return CodedRows(
            rows=[MappingRow(int(batch.lines[at]), *pairs[at]) for at in first],
            rejects=rejects(batch, self._columns, verdict),
            read=len(batch.lines),
            doubles=len(accepted) - len(first),
            excluded=verdict.count(EXCLUDED),
        )

    def _is_first(self, pair: tuple[int, int]) -> bool:
        is_first = pair not in self._rows
        self._rows.add(pair)
        return is_first
