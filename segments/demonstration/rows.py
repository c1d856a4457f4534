"""The rows of an export as arrays, any stretch of them by itself, and as bytes.

1. A row's place on the line of days is (its number + a draw) / rows: time rises with the number.
2. A row is a renewal by a draw. Its loan is `renewal_step` rows earlier, about twenty days; if that
   row is a renewal too, the loan lies a step further back, at most three.
3. Member, rubriek, title, branch and copy are drawn by the number of the *loan*, so its renewals
   repeat them.
4. The return lies some weeks after the last renewal, and is empty where that is past the last day.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .catalogue import MOST_COPIES, RECENT
from .days import LEAD
from .draws import Bits, Floats, For, Ints, bits, part, unit
from .library import RUBRIEKEN
from .promoted import promote
from .tastes import READER_GROUPS, STEPS
from .world import RENEWAL_SHARE, World

HEADER = (
    "TRANSACTIENR",
    "UITL_DATUM",
    "INLEVER_DATUM",
    "ACTIE",
    "VESTIGING",
    "EXEMPLAAR",
    "PPN",
    "ISBN",
    "TITEL",
    "AUTEUR",
    "RUBRIEK",
    "MATERIAAL",
    "DOELPUBLIEK",
    "AANSCHAFDATUM",
    "PASNUMMER",
    "POSTCODE",
    "GEBOORTEJAAR",
)
NAME_COLUMN = "KLANTNAAM"
LOAN, RENEWAL = 1, 3
MOST_RENEWALS = 3
SECOND_BRANCH_PART = 0.25
NEVER_RETURNED = 0.004
# At Dorp the travel shelf is thin: most who live there fetch their travel books in Centrum.
THIN_BRANCH, THIN_RUBRIEK, THIN_PART = "DRP", "REIS", 0.65
# Runs of renewals are cut at three, so the coin lands a little oftener than the share of renewals.
_COIN = np.uint64(int((RENEWAL_SHARE + RENEWAL_SHARE**4) * 2**64))
_FRONT = (
    70  # bytes before the title: number, two moments, action, branch, copy, with their semicolons
)


@dataclass(frozen=True)
class Rows:
    """A stretch of rows; days count from the world's origin."""

    number: Ints
    day: Ints
    second: Ints
    action: Ints
    branch: Ints
    barcode: Ints
    title: Ints
    genre: Ints
    member: Ints
    returned_day: Ints
    returned_second: Ints
    is_open: NDArray[np.bool_]  # still out on the last day


def _place(world: World, index: Ints) -> Floats:
    return (index + unit(bits(world.order.seed, For.MOMENT, index))) / world.order.rows


def _coin(world: World, index: Ints) -> NDArray[np.bool_]:
    return bits(world.order.seed, For.RENEWAL, index) < _COIN


def _loan_and_last(world: World, index: Ints) -> tuple[Ints, Ints]:
    """For each row its loan and that loan's last renewal, which may lie past the file's end."""
    step = world.renewal_step
    level = np.zeros(len(index), np.int64)
    run = _coin(world, index)
    back = 0
    while back < MOST_RENEWALS:
        back += 1
        before = _coin(world, index - back * step)
        level[run & ~before] = back
        run &= before
    loan = index - level * step
    # A loan whose own coin fell on renewal stands after a run of three: what follows it is a loan
    # again.
    run = ~_coin(world, loan)
    last = loan.copy()
    for forward in range(1, MOST_RENEWALS + 1):
        run &= _coin(world, loan + forward * step)
        last[run] = loan[run] + forward * step
    return loan, last


def _genre(world: World, member: Ints, day: Ints, choice: Bits) -> Ints:
    """Half of what somebody takes is one of two things he always takes, the rest is drawn anew."""
    which = part(choice, 0, 2)
    fixed = part(bits(world.order.seed, For.TASTE, member * 2 + (which & 1)), 0, 10)
    step = np.where(which < 2, part(choice, 2, 10), fixed) * STEPS // 1024
    age = np.clip(world.days.year[day] - world.people.birth_year[member], 0, 130)
    profile = (
        world.people.subsegment[member].astype(np.int64) * READER_GROUPS + world.reader_groups[age]
    )
    return world.genre(profile, world.days.season[day].astype(np.int64), step)


def _branch(world: World, member: Ints, genre: Ints, weekday: Ints, choice: Bits) -> Ints:
    home, second = world.people.home[member], world.people.second[member]
    closed = ~world.is_open[weekday, home]
    away = closed | (part(choice, 12, 10) < SECOND_BRANCH_PART * 1024)
    branch = np.where(away & world.is_open[weekday, second], second, home).astype(np.int64)
    codes = [branch.code for branch in world.branches]
    if THIN_BRANCH in codes:
        travel = [rubriek.code for rubriek in RUBRIEKEN].index(THIN_RUBRIEK)
        thin = (branch == codes.index(THIN_BRANCH)) & (genre == travel)
        branch[thin & (part(choice, 22, 10) < THIN_PART * 1024)] = 0
    return branch


def _returns(world: World, loan: Ints, last: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    drawn = bits(world.order.seed, For.RETURN, loan)
    renewed = last > loan
    wait = np.where(
        renewed, 2 + part(drawn, 0, 16) * 19 // 65_536, 6 + part(drawn, 0, 16) * 30 // 65_536
    )
    day = world.days.day_of(_place(world, last)) + wait
    second = 9 * 3600 + part(drawn, 16, 16) * 39_600 // 65_536
    never = part(drawn, 32, 16) < NEVER_RETURNED * 65_536
    return day, second, (day > world.days.last) | never


def draw_rows(world: World, start: int, stop: int) -> Rows:
    """The rows `start` (from 0) up to `stop`, the same whichever stretch they are asked in."""
    seed, days = world.order.seed, world.days
    index = np.arange(start, stop, dtype=np.int64)
    loan, last = _loan_and_last(world, index)
    place = _place(world, index)
    day = days.day_of(place)
    loan_day = days.day_of(_place(world, loan))
    weekday = days.weekday[loan_day].astype(np.int64)
    choice = bits(seed, For.CHOICE, loan)
    member = world.people.pick(weekday, unit(bits(seed, For.MEMBER, loan)))
    genre = _genre(world, member, loan_day, choice)
    branch = _branch(world, member, genre, weekday, choice)
    recent = part(choice, 32, 10) < RECENT * 1024
    passed = (loan_day - LEAD) / days.count
    title, rank = world.catalogue.pick(genre, passed, recent, unit(bits(seed, For.TITLE, loan)))
    promote(seed, world.order.promotions, world.catalogue, days, loan, loan_day, title, genre)
    copies = 1 + (MOST_COPIES - 1) * 32 // (32 + rank)
    copy = part(choice, 42, 10) * copies // 1024
    returned_day, returned_second, is_open = _returns(world, loan, last)
    return Rows(
        number=world.first_number + 3 * index + part(bits(seed, For.NUMBER, index), 0, 8) % 3,
        day=day,
        second=days.second_of(place, day),
        action=np.where(loan == index, LOAN, RENEWAL),
        branch=branch,
        barcode=(title * 32 + branch) * MOST_COPIES + copy,
        title=title,
        genre=genre,
        member=member,
        returned_day=returned_day,
        returned_second=returned_second,
        is_open=is_open,
    )


def row_bytes(world: World, rows: Rows) -> NDArray[np.uint8]:
    """(rows, width): each row as text, filled up with NUL; without the NULs it is the file."""
    titles, tails = world.catalogue.block, world.people.tail
    middle = _FRONT + titles.shape[1]
    out = np.zeros((len(rows.number), middle + tails.shape[1]), np.uint8)
    out[:, 0:5] = world.digits[rows.number // 100_000]
    out[:, 5:10] = world.digits[rows.number % 100_000]
    out[:, 11:21] = world.days.text[rows.day]
    out[:, 22:30] = world.clock[rows.second]
    back = np.flatnonzero(~rows.is_open)
    out[back, 31:41] = world.days.text[rows.returned_day[back]]
    out[back, 41] = 32
    out[back, 42:50] = world.clock[rows.returned_second[back]]
    out[:, 21] = 32
    out[:, 51] = 48 + rows.action
    out[:, 53:56] = world.branch_codes[rows.branch]
    out[:, 57:59] = 48
    out[:, 59:64] = world.digits[rows.barcode // 100_000]
    out[:, 64:69] = world.digits[rows.barcode % 100_000]
    out[:, [10, 30, 50, 52, 56, 69]] = 59
    out[:, _FRONT:middle] = titles[rows.title]
    out[:, middle:] = tails[rows.member]
    return out


def compact(table: NDArray[np.uint8]) -> bytes:
    """The rows one after the other, without the filling."""
    return table.tobytes().translate(None, b"\0")
