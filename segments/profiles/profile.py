"""A profile: how one export says what happened, kept as JSON beside the library."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self, get_args

from .fields import FIELDS

DateOrder = Literal["dmy", "mdy", "ymd"]
How = Literal["none", "rows", "column", "counter", "parent"]

TRUE_WORDS = frozenset({"1", "true", "t", "yes", "y", "ja", "j", "x", "waar"})
MOST_RENEWALS = 999  # of one loan; more is a date or a number of something else
# What a system writes for "no parent" besides nothing at all.
NO_PARENT_WORDS = frozenset({"", "0", "false", "f", "no", "n", "nee", "onwaar", "-", "null", "\\n"})


class BadProfile(Exception):
    """Stored settings that are no profile; `.code` says what is wrong with them."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Renewals:
    """How an export tells a renewal from a loan (a row, a mark, a counter or a parent)."""

    how: How = "none"
    loan_values: frozenset[str] = frozenset()
    renewal_values: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Profile:
    """Field → header ("a|b": the first filled one wins), the order of dates, and the rest."""

    name: str
    kind: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder = "dmy"
    delimiter: str = ""
    encoding: str = ""
    renewals: Renewals = field(default_factory=Renewals)
    # Header → values of rows that are nobody's choice of a book: classes, teachers, internal cards.
    exclude: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The profile as plain JSON values, sorted so that equal profiles give equal text."""
        return {
            "name": self.name,
            "kind": self.kind,
            "mapping": dict(sorted(self.mapping.items())),
            "date_order": self.date_order,
            "delimiter": self.delimiter,
            "encoding": self.encoding,
            "renewals": {
                "how": self.renewals.how,
                "loan_values": sorted(self.renewals.loan_values),
                "renewal_values": sorted(self.renewals.renewal_values),
            },
            "exclude": {header: sorted(self.exclude[header]) for header in sorted(self.exclude)},
        }

    @classmethod
    def from_json(cls, settings: Mapping[str, Any]) -> Self:
        """The profile that `to_json` wrote; raises BadProfile when it is not one."""
        try:
            renewals = settings.get("renewals", {})
            profile = cls(
                name=str(settings["name"]),
                kind=settings["kind"],
                mapping={str(key): str(value) for key, value in settings["mapping"].items()},
                date_order=settings.get("date_order", "dmy"),
                delimiter=str(settings.get("delimiter", "")),
                encoding=str(settings.get("encoding", "")),
                renewals=Renewals(
                    how=renewals.get("how", "none"),
                    loan_values=frozenset(map(str, renewals.get("loan_values", ()))),
                    renewal_values=frozenset(map(str, renewals.get("renewal_values", ()))),
                ),
                exclude={
                    str(header): frozenset(map(str, values))
                    for header, values in settings.get("exclude", {}).items()
                },
            )
        except (KeyError, TypeError, AttributeError, ValueError):
            raise BadProfile("not_a_profile") from None
        profile.check()
        return profile

    def check(self) -> None:
        """Raise BadProfile for a kind, field, order of dates or renewals that do not exist."""
        if self.kind not in FIELDS:
            raise BadProfile("unknown_kind")
        if not set(self.mapping) <= {each.name for each in FIELDS[self.kind]}:
            raise BadProfile("unknown_field")
        if self.date_order not in get_args(DateOrder):
            raise BadProfile("unknown_date_order")
        if self.renewals.how not in get_args(How):
            raise BadProfile("unknown_renewals")

    def with_date_order(self, date_order: DateOrder) -> Self:
        """The same profile after somebody said which way round its dates are."""
        return replace(self, date_order=date_order)


def normal(header: str) -> str:
    """A header without what varies between exports: case, accents, underscores, dots and spaces."""
    plain = unicodedata.normalize("NFKD", header.replace("\ufeff", "").casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\s_.\-]+", " ", kept).strip()


def find_header(header: Sequence[str], wanted: str) -> str | None:
    """The file's own spelling of a header: the same text, else the same but for case and spaces."""
    if not normal(wanted):  # a column without a name is nobody's
        return None
    if wanted in header:
        return wanted
    return {normal(name): name for name in reversed(header)}.get(normal(wanted))


def find_headers(header: Sequence[str], wanted: str) -> tuple[str, ...]:
    """Those headers of "a|b|c" that a file has, in that order; a header may hold a "|" itself."""
    whole = find_header(header, wanted)
    if whole is not None:
        return (whole,)
    found = (find_header(header, name) for name in wanted.split("|"))
    return tuple(dict.fromkeys(name for name in found if name is not None))
