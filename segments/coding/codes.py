"""A table of codes: what NUR, SISO, PIM, genres, branches and kinds of material are called."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from segments.profiles import Profile
from segments.profiles.profile import TRUE_WORDS

from .arrays import TextRows
from .columns import Columns
from .dimensions import LONGEST
from .lookups import Lookups
from .results import CodedRows, unquoted
from .tables import first_verdict, texts_of, where
from .verdicts import EXCLUDED, rejects

LONGEST_NAME = 80
# What a table calls a kind of code → the kind of ours. Without a word it is about genres.
KINDS = {
    **dict.fromkeys(
        ("", "genre", "genrecode", "nur", "siso", "pim", "zizo", "rubriek", "rubriekscode",
         "classificatie", "onderwerp", "etiket"),
        "genre",
    ),
    **dict.fromkeys(("branch", "vestiging", "vestigingscode", "filiaal", "locatie"), "branch"),
    **dict.fromkeys(
        ("material", "materiaal", "materiaalsoort", "materiaalcode", "soort materiaal", "medium",
         "mediumsoort", "drager", "rmt"),
        "material",
    ),
}  # fmt: skip
_YOUTH = TRUE_WORDS | {"jeugd", "kind", "kinderen", "youth"}


class CodeRow(NamedTuple):
    """What one code is called, and of a genre code which genre it means."""

    line: int
    kind: str  # genre, branch or material
    code: str
    name: str
    genre: str
    is_youth: bool | None  # None: not said


class CodeCoder:
    """Codes one table of codes; of a code that is there twice the first row counts."""

    def __init__(self, profile: Profile, header: Sequence[str], lookups: Lookups) -> None:
        """Raises MissingColumns when the file has no column with codes."""
        del lookups  # a table of codes brings what it names
        self._columns = Columns(profile, header)
        self.headers = self._columns.headers
        self.absent = self._columns.absent
        self.personal = frozenset(self._columns.personal)
        self._seen: set[tuple[str, str]] = set()
        self.warnings = Counter[str]()

    @unquoted
    def code(self, batch: TextRows) -> CodedRows[CodeRow]:
        """Code one batch; an error of ours becomes CodingFailed, which quotes no value."""
        texts = texts_of(
            self._columns.of(batch), ("code_kind", "code_value", "name", "genre", "youth")
        )
        kinds = [KINDS.get(text.casefold(), "") for text in texts["code_kind"]]
        named = [name or genre for name, genre in zip(texts["name"], texts["genre"], strict=True)]
        verdict = first_verdict(batch, self._columns)
        verdict.give("unknown_code_kind", where(not kind for kind in kinds))
        verdict.give("missing_code", where(not code for code in texts["code_value"]))
        verdict.give("missing_name", where(not name for name in named))
        accepted = verdict.accepted().tolist()
        rows = [
            CodeRow(
                line=int(batch.lines[at]),
                kind=kinds[at],
                code=texts["code_value"][at][: LONGEST[kinds[at]]].strip(),
                name=texts["name"][at][:LONGEST_NAME].strip(),
                genre=texts["genre"][at][:LONGEST_NAME].strip(),
                is_youth=_is_youth(texts["youth"][at]),
            )
            for at in accepted
        ]
        first = [row for row in rows if self._is_first(row)]
        if len(first) < len(rows):
            self.warnings["double_code"] += len(rows) - len(first)
        return CodedRows(
            rows=first,
            rejects=rejects(batch, self._columns, verdict),
            read=len(batch.lines),
            doubles=len(rows) - len(first),
            excluded=verdict.count(EXCLUDED),
        )

    def _is_first(self, row: CodeRow) -> bool:
        key = (row.kind, row.code.casefold())
        is_first = key not in self._seen
        self._seen.add(key)
        return is_first


def _is_youth(text: str) -> bool | None:
    return text.casefold() in _YOUTH if text else None
