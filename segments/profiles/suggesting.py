"""A first profile for a new file, from its header and some rows; dates are never guessed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from .fields import FIELDS, REQUIRED, missing
from .guessing import book_kind
from .moments import is_year_first, orders_of
from .profile import MOST_RENEWALS, TRUE_WORDS, DateOrder, Profile, Renewals, find_headers, normal
from .shipped import SHIPPED, SIGNATURES

Samples = Sequence[Sequence[str | None]]

DATES = ("loaned_at", "returned_at", "acquired_on", "last_loan_on")
_TYPE_HEADERS = frozenset(
    normal(name)
    for name in (
        "transactiesoort",
        "actie",
        "transactietype",
        "transaction type",
        "transtype",
        "soort transactie",
        "type",
    )
)
_LOAN_WORDS = frozenset(
    {"uitlening", "uitgeleend", "leen uit", "uitl", "loan", "issue", "checkout", "check out"}
)
_RENEWAL_WORDS = frozenset({"verlenging", "verlengd", "verleng", "verl", "renew", "renewal"})
# Wise: 1 loan, 2 return, 3 renewal; Copenhagen: 1 loan, 2 renewal, 3 return. Wise says "actie";
# under other names figures are asked, and so are single letters (R is a renewal or a return).
_MARKS = TRUE_WORDS | {"0", "false", "f", "no", "n", "nee", "onwaar"}
_WISE_HEADER = "actie"
_MANY_KINDS = (
    "loans",
    "aggregate",
    "members",
    "postcodes",
    "households",
    "scheme",
    "mapping",
    "memberships",
)


@dataclass(frozen=True)
class Suggestion:
    """A profile to start from, and what somebody still has to say about it."""

    profile: Profile
    recognised: dict[str, str]  # field → header(s)
    missing_required: tuple[str, ...]
    date_orders_possible: tuple[str, ...]  # one: settled; else ask
    renewal_counts: dict[str, int]  # values of the renewal column among the samples
    unused: tuple[str, ...] = field(default=())  # headers that are not read at all


def suggest(kind: str, header: Sequence[str], samples: Samples) -> Suggestion:
    """What a header and a few rows (cells in the order of the header) say about an export."""
    shipped = signed_profile(kind, header)
    mapping = _present(shipped, header) if shipped else _recognise(kind, header)
    base = shipped or Profile(name=_own_name(mapping), kind=kind)
    has_dates = any(name in mapping for name in DATES)
    orders = date_orders(mapping, header, samples) if has_dates else (base.date_order,)
    if shipped and shipped.date_order in orders:  # a system writes its dates in one way
        orders = (shipped.date_order,)
    counts = renewal_counts(mapping, header, samples)
    profile = replace(
        base,
        mapping=mapping,
        date_order=cast("DateOrder", orders[0]) if orders else base.date_order,
        renewals=renewals_from(mapping, counts)
        if _must_find_renewals(shipped, counts)
        else base.renewals,
    )
    used = {column for joined in mapping.values() for column in find_headers(header, joined)}
    used |= {column for wanted in profile.exclude for column in find_headers(header, wanted)}
    return Suggestion(
        profile=profile,
        recognised=dict(mapping),
        missing_required=missing(kind, mapping),
        date_orders_possible=orders,
        renewal_counts=counts,
        unused=tuple(name for name in header if name not in used),
    )


def date_orders(
    mapping: Mapping[str, str], header: Sequence[str], samples: Samples
) -> tuple[str, ...]:
    """The orders that fit every date in these rows; none when they contradict each other."""
    columns = [column for name in DATES for column in find_headers(header, mapping.get(name, ""))]
    cells = [[_cell(row, header.index(column)) for row in samples] for column in columns]
    return _possible_orders(cells) if cells else ()


def guess_kind(header: Sequence[str], filename: str = "") -> str:
    """The kind of file whose required fields are all there; loans where none is."""
    if (kind := book_kind(_recognise, header, filename)) is not None:
        return kind
    scores = {
        kind: len(_recognise(kind, header))
        for kind in _MANY_KINDS
        if set(REQUIRED[kind]) <= set(_recognise(kind, header))
    }
    # Nearly every file has something that could be a date or a place; these decide between kinds.
    if "loans" in scores:
        return "loans"
    if "aggregate" in scores:
        return "aggregate"
    return max(scores, key=lambda kind: scores[kind], default="loans")


def signed_profile(kind: str, header: Sequence[str]) -> Profile | None:
    """The shipped profile of the system that such a header gives away."""
    for profile in SHIPPED:
        signature = SIGNATURES.get(profile.name, ())
        if (
            signature
            and profile.kind == kind
            and all(find_headers(header, name) for name in signature)
        ):
            return profile
    return None


def _present(profile: Profile, header: Sequence[str]) -> dict[str, str]:
    """The mapping of a shipped profile, in this file's spelling, without what it lacks."""
    found = {name: find_headers(header, joined) for name, joined in profile.mapping.items()}
    return {name: "|".join(columns) for name, columns in found.items() if columns}


def _recognise(kind: str, header: Sequence[str]) -> dict[str, str]:
    """Field → header: a header named as the field first, then the other names, likeliest first."""
    by_name = {normal(name): name for name in reversed(header)}
    found: dict[str, str] = {}
    for each in FIELDS[kind]:
        if (column := by_name.get(normal(each.name))) is not None:
            found[each.name] = column
    taken = set(found.values())
    for name, other_name in _other_names(kind):
        column = by_name.get(normal(other_name))
        if name not in found and column is not None and column not in taken:
            found[name] = column
            taken.add(column)
    return {each.name: found[each.name] for each in FIELDS[kind] if each.name in found}


def _other_names(kind: str) -> Iterator[tuple[str, str]]:
    for each in FIELDS[kind]:
        yield from ((each.name, other_name) for other_name in each.headers)


def _cell(row: Sequence[str | None], index: int) -> str:
    return (row[index] or "").strip() if index < len(row) else ""


def _possible_orders(columns: list[list[str]]) -> tuple[str, ...]:
    """The orders that fit every date; texts that are no date at all are somebody else's trouble."""
    dates = [text for column in columns for text in column if text and orders_of([text])]
    asked = [text for text in dates if not (is_year_first(text) and "ymd" in orders_of([text]))]
    if dates and not asked:
        return ("ymd",)
    return orders_of(asked) if asked else ("dmy", "mdy", "ymd")


def renewal_counts(
    mapping: Mapping[str, str], header: Sequence[str], samples: Samples
) -> dict[str, int]:
    """The values of the columns that tell of renewals, with how often each is there."""
    columns = find_headers(header, mapping.get("renewal", ""))
    texts = (_cell(row, header.index(column)) for column in columns for row in samples)
    return dict(Counter(texts).most_common())


def _own_name(mapping: dict[str, str]) -> str:
    is_ours = all(normal(column) == normal(name) for name, column in mapping.items())
    return "samenplan" if mapping and is_ours else "own"


def _must_find_renewals(shipped: Profile | None, counts: dict[str, int]) -> bool:
    return shipped is None and bool(counts)


def renewals_from(mapping: Mapping[str, str], counts: Mapping[str, int]) -> Renewals:
    """How a renewal column speaks, as far as its name and its values settle it."""
    values = {value.casefold() for value in counts if value}
    name = normal(mapping["renewal"])
    is_link = "" in counts and bool(values) and all(map(_is_reference, values))
    if "parent" in name or is_link:
        return Renewals("parent")
    if name == _WISE_HEADER:
        return Renewals("rows", _LOAN_WORDS | {"1"}, _RENEWAL_WORDS | {"3"})
    if name in _TYPE_HEADERS:
        return Renewals("rows", _LOAN_WORDS, _RENEWAL_WORDS)
    if "aantal" in name or "count" in name or any(map(_is_many, values)):
        return Renewals("counter")
    if values <= _MARKS:
        return Renewals("column")
    return Renewals("rows", _LOAN_WORDS, _RENEWAL_WORDS)


def _is_reference(value: str) -> bool:
    """Whether a text is the number of another row: it has figures and is no count of renewals."""
    has_figures = any(sign.isdecimal() for sign in value)
    return has_figures and not (value.isdecimal() and int(value) <= MOST_RENEWALS)


def _is_many(value: str) -> bool:
    return value.isdecimal() and int(value) > 1
