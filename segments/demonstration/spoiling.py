"""Lines that an import must reject, each with one thing wrong, spread over the file by the seed."""

import csv
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from .catalogue import quoted
from .draws import For, bits
from .rows import HEADER
from .world import Order

# No bad line among the first ones: a reader that shows a sample should find the file as its maker
# meant it.
CLEAN_HEAD = 100
FUTURE_YEARS = 45
COLUMN = {name: place for place, name in enumerate(HEADER)}
NUMBER, LOANED, RETURNED = COLUMN["TRANSACTIENR"], COLUMN["UITL_DATUM"], COLUMN["INLEVER_DATUM"]
TITLE = COLUMN["TITEL"]

Spoil = Callable[[list[str], int], str]  # fields and a draw -> the line, without its end


def joined(fields: list[str]) -> str:
    """A line as the file writes it."""
    return ";".join(quoted(field) for field in fields)


def _with(fields: list[str], place: int, value: str) -> str:
    return joined([*fields[:place], value, *fields[place + 1 :]])


def _raw_title(fields: list[str], title: str) -> str:
    """The line with a title that is not quoted for CSV."""
    return ";".join([joined(fields[:TITLE]), title, joined(fields[TITLE + 1 :])])


def _plain_title(fields: list[str]) -> str:
    return fields[TITLE].replace('"', "").replace(";", "")


def _impossible(moment: str, drawn: int) -> str:
    """A moment whose day no calendar has, whichever order of day and month one reads it in."""
    year, time = moment[6:10], moment[10:]
    return (
        f"31-02-{year}{time}",
        f"25-13-{year}{time}",
        "00-00-0000 00:00:00",
        f"31-04-{year}{time}",
    )[drawn % 4]


def _bad_date(fields: list[str], drawn: int) -> str:
    moment = fields[LOANED]
    if drawn % 5 == 4:
        return _with(fields, LOANED, f"{moment[:6]}{moment[8:]}")  # a year of two digits
    return _with(fields, LOANED, _impossible(moment, drawn))


def _future_date(fields: list[str], drawn: int) -> str:
    moment = fields[LOANED]
    day = min(28, int(moment[:2]))
    later = f"{day:02}{moment[2:6]}{int(moment[6:10]) + FUTURE_YEARS + drawn % 20}{moment[10:]}"
    return joined([*fields[:LOANED], later, "", *fields[RETURNED + 1 :]])


def _missing_date(fields: list[str], drawn: int) -> str:
    del drawn
    return _with(fields, LOANED, "")


def _bad_return_date(fields: list[str], drawn: int) -> str:
    return _with(fields, RETURNED, _impossible(fields[LOANED], drawn))


def _returned_before_loan(fields: list[str], drawn: int) -> str:
    moment = fields[LOANED]
    loaned = date(int(moment[6:10]), int(moment[3:5]), int(moment[:2]))
    earlier = loaned - timedelta(days=2 + drawn % 20)
    return _with(fields, RETURNED, f"{earlier:%d-%m-%Y}{moment[10:]}")


def _missing_member(fields: list[str], drawn: int) -> str:
    del drawn
    return _with(fields, COLUMN["PASNUMMER"], "")


def _bad_id(fields: list[str], drawn: int) -> str:
    number = fields[NUMBER]
    scientific = f"{number[0]},{number[1]}E+09"
    arabic = "".join(chr(0x660 + int(digit)) for digit in number)
    return _with(fields, NUMBER, (scientific, arabic, f"-{number}")[drawn % 3])


def _unknown_branch(fields: list[str], drawn: int) -> str:
    return _with(fields, COLUMN["VESTIGING"], ("QQQ", "ZZ9")[drawn % 2])


def _unknown_genre(fields: list[str], drawn: int) -> str:
    return _with(fields, COLUMN["RUBRIEK"], ("XX 99", "QRS")[drawn % 2])


def _too_few_fields(fields: list[str], drawn: int) -> str:
    return joined(fields[: 5 + drawn % (len(fields) - 5)])


def _too_many_fields(fields: list[str], drawn: int) -> str:
    return _raw_title(fields, f"{_plain_title(fields)}; deel {1 + drawn % 4}")


def _broken_quoting(fields: list[str], drawn: int) -> str:
    """Text after a closing quote; quotes pair up within the line, so nothing runs on."""
    title = _plain_title(fields)
    return _raw_title(fields, (f'"{title}" (herdruk)', f'"Het "{title}" boek"')[drawn % 2])


def _nul_byte(fields: list[str], drawn: int) -> str:
    title = _plain_title(fields)
    place = 1 + drawn % (len(title) - 1)
    return _raw_title(fields, f"{title[:place]}\0{title[place:]}")


def _totals_line(fields: list[str], drawn: int) -> str:
    return joined(["Totaal", *[""] * (len(fields) - 2), str(1_000 + drawn % 90_000)])


def _repeated_header(fields: list[str], drawn: int) -> str:
    del drawn
    return joined([*HEADER, "KLANTNAAM"][: len(fields)])


SPOILS: dict[str, Spoil] = {
    "bad_date": _bad_date,
    "future_date": _future_date,
    "missing_date": _missing_date,
    "missing_member": _missing_member,
    "bad_id": _bad_id,
    "returned_before_loan": _returned_before_loan,
    "bad_return_date": _bad_return_date,
    "too_few_fields": _too_few_fields,
    "too_many_fields": _too_many_fields,
    "unknown_branch": _unknown_branch,
    "unknown_genre": _unknown_genre,
    "broken_quoting": _broken_quoting,
    "nul_byte": _nul_byte,
    "totals_line": _totals_line,
    "repeated_header": _repeated_header,
}
# An import that may create branches and genres takes these in, and into a library that is new no
# other import is of any use: only a file that is ordered so holds them.
CREATABLE = frozenset({"unknown_branch", "unknown_genre"})
USUAL = tuple(kind for kind in SPOILS if kind not in CREATABLE)


def bad_rows(order: Order) -> dict[int, str]:
    """Row number (from 0) -> reason, rising: one bad row in each of so many equal stretches."""
    kinds = order.bad_kinds or USUAL
    if unknown := set(kinds) - set(SPOILS):
        raise ValueError(f"no such kind of bad line: {', '.join(sorted(unknown))}")
    head = min(CLEAN_HEAD, order.rows // 10)
    room = order.rows - head
    count = min(round(order.rows * order.bad_per_million / 1_000_000), room)
    if not count:
        return {}
    edges = head + np.arange(count + 1, dtype=np.int64) * room // count
    drawn = bits(order.seed, For.SPOIL, np.arange(count)) >> np.uint64(8)
    places = edges[:-1] + (drawn % np.diff(edges).astype(np.uint64)).astype(np.int64)
    # Every kind once before any comes again, each time in another order.
    cycles = -(-count // len(kinds))
    shuffle = bits(order.seed, For.SPOIL, -1 - np.arange(cycles * len(kinds))).reshape(cycles, -1)
    order_of_kinds = np.argsort(shuffle, axis=1, kind="stable").ravel()[:count]
    return {
        place: kinds[kind]
        for place, kind in zip(places.tolist(), order_of_kinds.tolist(), strict=True)
    }


def spoiled(line: bytes, reason: str, seed: int, row: int) -> bytes:
    """A good line (with its end) made into one that must be rejected for `reason`."""
    [fields] = csv.reader([line.decode()], delimiter=";")
    drawn = int(bits(seed, For.SPOIL, np.array([row + (1 << 40)]))[0] >> np.uint64(20))
    return f"{SPOILS[reason](fields, drawn)}\r\n".encode()
