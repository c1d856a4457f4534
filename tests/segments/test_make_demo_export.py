"""The demonstration export: believable, repeatable, and right about its own bad lines."""

import csv
import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from segments.demonstration import days, library, scheme
from segments.demonstration.catalogue import isbn, ppn
from segments.demonstration.export import export_pieces, write_export, write_order
from segments.demonstration.promoted import Promotion
from segments.demonstration.rows import LOAN, compact, draw_rows, row_bytes
from segments.demonstration.spoiling import CREATABLE, SPOILS, bad_rows
from segments.demonstration.truth import Tally, Truth
from segments.demonstration.world import Order, World, make_world
from tests.segments.demo_truth import Loan, Reading, read_export

UNTIL = date(2026, 8, 31)
ROWS = 40_000
BRANCHES = {branch.code for branch in library.BRANCHES}
GENRES = {rubriek.code for rubriek in library.RUBRIEKEN}


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth, Reading]:
    out = tmp_path_factory.mktemp("export")
    truth = write_export(out, rows=ROWS, seed=11, until=UNTIL, bad_per_million=3_000)
    reading = read_export(out / "uitleningen.csv", last_day=UNTIL, branches=BRANCHES, genres=GENRES)
    return out, truth, reading


@pytest.fixture(scope="module")
def small_world() -> World:
    return make_world(Order(rows=3_000, seed=5, until=UNTIL, months=3))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def segment_of_postcode(out: Path) -> dict[str, str]:
    rows = table(out / "postcodes.csv")
    return {row["postcode"]: row["code"].partition(".")[0] for row in rows}


def digests(out: Path) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())]


def test_every_bad_line_is_rejected_for_its_reason_and_nothing_else_is(
    export: tuple[Path, Truth, Reading],
) -> None:
    _, truth, reading = export

    assert reading.rejects == [(bad.line, bad.reason) for bad in truth.bad]
    found = Counter(bad.reason for bad in truth.bad)
    # What an import may make, such as a branch, is bad only where somebody asks for that.
    assert set(found) == set(SPOILS) - CREATABLE
    assert sum(found.values()) == 120
    assert max(found.values()) - min(found.values()) <= 1


def test_totals_are_those_of_a_plain_count(export: tuple[Path, Truth, Reading]) -> None:
    out, _, reading = export

    told = json.loads((out / "waarheid.json").read_text())

    del told["totals"]["members_elsewhere"]
    assert told["totals"] == reading.counts()
    assert told["bytes"] == (out / "uitleningen.csv").stat().st_size


def test_numbers_are_unique_and_rise_with_time(export: tuple[Path, Truth, Reading]) -> None:
    _, _, reading = export

    assert all(one.number < other.number for one, other in pairwise(reading.loans))
    assert all(one.at <= other.at for one, other in pairwise(reading.loans))
    assert reading.loans[0].at.date() == date(2024, 9, 1)
    assert reading.loans[-1].at.date() == UNTIL


def test_rows_have_the_width_of_a_real_export(export: tuple[Path, Truth, Reading]) -> None:
    _, truth, _ = export

    assert 178 <= truth.bytes / truth.rows <= 188


def test_same_order_gives_the_same_bytes_and_another_seed_other_ones(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        write_export(tmp_path / name, rows=2_000, seed=seed, until=UNTIL, bad_per_million=9_000)

    one, two, three = (digests(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert sum(a != b for a, b in zip(one, three, strict=True)) == 11  # all but the scheme


@pytest.mark.parametrize("block", [1, 999, 3_000])
def test_bytes_do_not_depend_on_the_size_of_the_pieces(small_world: World, block: int) -> None:
    bad = {150: "bad_date", 151: "too_few_fields", 998: "nul_byte", 2_999: "totals_line"}

    whole = b"".join(export_pieces(small_world, bad, Tally(small_world)))
    pieces = b"".join(export_pieces(small_world, bad, Tally(small_world), block=block))

    assert pieces == whole


@settings(deadline=None, max_examples=25)
@given(start=st.integers(0, 2_999), length=st.integers(1, 400))
def test_any_stretch_of_rows_can_be_drawn_by_itself(
    small_world: World, start: int, length: int
) -> None:
    stop = min(start + length, 3_000)

    stretch = compact(row_bytes(small_world, draw_rows(small_world, start, stop)))
    whole = compact(row_bytes(small_world, draw_rows(small_world, 0, 3_000)))

    assert stretch.splitlines() == whole.splitlines()[start:stop]


@settings(deadline=None, max_examples=40)
@given(
    rows=st.integers(1, 50_000),
    bad=st.integers(0, 500_000),
    seed=st.integers(-5, 2**63),
    kinds=st.sets(st.sampled_from(sorted(SPOILS))),
)
def test_bad_rows_are_spread_and_as_many_as_asked(
    rows: int, bad: int, seed: int, kinds: set[str]
) -> None:
    order = Order(
        rows=rows, seed=seed, until=UNTIL, bad_per_million=bad, bad_kinds=tuple(sorted(kinds))
    )

    found = bad_rows(order)

    assert len(found) == round(rows * bad / 1_000_000)
    assert list(found) == sorted(found)
    assert all(min(100, rows // 10) <= row < rows for row in found)
    assert set(found.values()) <= (kinds or set(SPOILS))


def test_a_renewal_repeats_its_loan_some_weeks_later(export: tuple[Path, Truth, Reading]) -> None:
    _, _, reading = export
    by_member: dict[tuple[str, str], list[Loan]] = defaultdict(list)
    for loan in reading.loans:
        by_member[loan.cells["PASNUMMER"], loan.cells["EXEMPLAAR"]].append(loan)

    gaps = [
        (later.at - earlier.at).days
        for rows in by_member.values()
        for earlier, later in pairwise(rows)
        if later.is_renewal
    ]

    renewals = sum(loan.is_renewal for loan in reading.loans)
    assert 0.28 < renewals / len(reading.loans) < 0.32
    # The rest are renewals of loans before the file, or of a bad line.
    assert len(gaps) > 0.93 * renewals
    assert 18 <= median(gaps) <= 22
    assert sum(10 <= gap <= 35 for gap in gaps) > 0.99 * len(gaps)


def test_loans_come_back_after_weeks_or_are_still_out(export: tuple[Path, Truth, Reading]) -> None:
    _, _, reading = export

    waits = [(loan.returned - loan.at).days for loan in reading.loans if loan.returned]
    still_out = [loan.at.date() for loan in reading.loans if not loan.returned]

    assert min(waits) >= 1
    assert 14 <= median(waits) <= 28
    assert max(loan.returned.date() for loan in reading.loans if loan.returned) <= UNTIL
    recent = sum(day > UNTIL - timedelta(days=70) for day in still_out)
    assert 0.8 < recent / len(still_out) < 1.0


def test_a_title_is_there_before_it_is_lent(export: tuple[Path, Truth, Reading]) -> None:
    _, _, reading = export

    for loan in reading.loans:
        day, month, year = map(int, loan.cells["AANSCHAFDATUM"].split("-"))
        assert date(year, month, day) <= loan.at.date()


def test_members_borrow_as_dutch_members_do(export: tuple[Path, Truth, Reading]) -> None:
    _, _, reading = export
    loans = Counter(loan.cells["PASNUMMER"] for loan in reading.loans if not loan.is_renewal)
    born = {loan.cells["PASNUMMER"]: int(loan.cells["GEBOORTEJAAR"]) for loan in reading.loans}
    branches = defaultdict(set)
    for loan in reading.loans:
        branches[loan.cells["PASNUMMER"]].add(loan.cells["VESTIGING"])

    assert 26 <= mean(loans.values()) <= 30  # in two years
    assert 0.6 < mean(2025 - year < 18 for year in born.values()) < 0.7
    assert 0.1 < mean(len(codes) > 1 for codes in branches.values()) < 0.3


def test_days_have_the_rhythm_of_a_library(export: tuple[Path, Truth, Reading]) -> None:
    _, _, reading = export
    loans = [loan for loan in reading.loans if not loan.is_renewal]

    weekdays = Counter(loan.at.weekday() for loan in loans)
    sundays = {loan.cells["VESTIGING"] for loan in loans if loan.at.weekday() == 6}
    travel = Counter(loan.at.month for loan in loans if loan.cells["RUBRIEK"] == "REIS")
    months = Counter(loan.at.month for loan in loans)

    assert weekdays[6] < 0.04 * len(loans)
    assert sundays == {"CEN"}
    assert not {loan.at.date() for loan in loans} & days.feast_days(2025)
    assert travel[6] / months[6] > 1.5 * travel[11] / months[11]
    assert months[12] < months[10]


def test_what_is_planted_can_be_found_again(export: tuple[Path, Truth, Reading]) -> None:
    out, _, reading = export
    segments = segment_of_postcode(out)
    loans: Counter[tuple[str, str]] = Counter()
    members = defaultdict(set)
    for loan in reading.loans:
        segment = segments.get(loan.cells["POSTCODE"].replace(" ", ""), "")
        members[segment].add(loan.cells["PASNUMMER"])
        if not loan.is_renewal and loan.at.year - int(loan.cells["GEBOORTEJAAR"]) >= 18:
            loans[segment, loan.cells["RUBRIEK"]] += 1

    def index(segment: str, genre: str) -> float:
        own = sum(count for (code, _), count in loans.items() if code == segment)
        base = sum(count for (_, code), count in loans.items() if code == genre)
        return loans[segment, genre] / own / (base / loans.total())

    households: Counter[str] = Counter()
    for row in table(out / "huishoudens.csv"):
        households[row["code"].partition(".")[0]] += int(row["households"])
    reach = {code: len(members[code]) / count for code, count in households.items()}
    assert index("S10", "REIS") > 1.5
    assert index("S2", "PK") > 1.5
    assert index("S7", "STREEK") > 1.2
    assert index("S5", "STREEK") < 0.6
    assert "S3" in dict(households.most_common(2))
    assert min(reach, key=lambda code: reach[code]) == "S3"


def test_odd_members_are_odd_in_every_row(export: tuple[Path, Truth, Reading]) -> None:
    _, truth, reading = export
    odd = {
        "zero_postcode": ("POSTCODE", "0000"),
        "no_postcode": ("POSTCODE", ""),
        "birth_year": ("GEBOORTEJAAR", "1800"),
    }

    assert [warned.kind for warned in truth.warnings] == list(odd)
    for warned in truth.warnings:
        column, value = odd[warned.kind]
        found = [loan.cells["PASNUMMER"] for loan in reading.loans if loan.cells[column] == value]
        rows = [loan for loan in reading.loans if loan.cells["PASNUMMER"] in warned.members]
        assert len(found) == len(rows) == warned.rows
        assert sorted(set(found)) == warned.members


def test_scheme_has_eleven_segments_and_fifty_nine_subsegments(
    export: tuple[Path, Truth, Reading],
) -> None:
    rows = table(export[0] / "indeling.csv")

    segments = [row["code"] for row in rows if not row["parent"]]
    subsegments = [row for row in rows if row["parent"]]

    assert segments == [f"S{number}" for number in range(1, 12)]
    assert len(subsegments) == 59
    assert {row["parent"] for row in subsegments} == set(segments)
    assert len({row["name"] for row in rows}) == len({row["code"] for row in rows}) == 70
    assert scheme.subsegment_codes() == [row["code"] for row in subsegments]


def test_postcodes_are_invented_and_households_add_up(
    export: tuple[Path, Truth, Reading],
) -> None:
    out, _, _ = export
    postcodes = table(out / "postcodes.csv")
    households: Counter[tuple[str, str]] = Counter()
    for row in postcodes:
        households[row["area"], row["code"]] += int(row["households"])

    assert len({row["postcode"] for row in postcodes}) == len(postcodes) == 1_500
    assert {row["postcode"][:4] for row in postcodes} <= {str(n) for n in range(8945, 8996)}
    assert not {row["postcode"][4:] for row in postcodes} & {"SA", "SD", "SS"}
    assert all(row["area"].endswith(" (fictief)") for row in postcodes)
    assert {row["code"] for row in postcodes} <= set(scheme.subsegment_codes())
    assert households == {
        (row["area"], row["code"]): int(row["households"]) for row in table(out / "huishoudens.csv")
    }


def test_member_sample_agrees_with_the_loans(export: tuple[Path, Truth, Reading]) -> None:
    out, _, reading = export
    lent = {
        loan.cells["PASNUMMER"]: (loan.cells["POSTCODE"], loan.cells["GEBOORTEJAAR"])
        for loan in reading.loans
    }

    sample = table(out / "leden.csv")

    known = [row for row in sample if row["member"] in lent]
    assert len(sample) == 200
    assert len(known) > 190
    assert all(lent[row["member"]] == (row["postcode"], row["birth_year"]) for row in known)


@given(number=st.integers(0, 9_999_999))
def test_check_digits_are_right(number: int) -> None:
    record, book = ppn(number), isbn(number)

    values = [10 if digit == "X" else int(digit) for digit in record]
    assert sum(v * w for v, w in zip(values, range(9, 0, -1), strict=True)) % 11 == 0
    assert sum(int(d) * (1, 3)[place % 2] for place, d in enumerate(book)) % 10 == 0
    assert (len(record), len(book), book[:4]) == (9, 13, "9799")


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5))],
)
def test_easter_falls_where_it_does(year: int, sunday: date) -> None:
    assert days.easter(year) == sunday


@pytest.mark.parametrize(
    ("until", "months", "first"),
    [
        (date(2026, 3, 31), 1, date(2026, 3, 1)),
        (date(2025, 12, 31), 24, date(2024, 1, 1)),
        (date(2026, 11, 22), 24, date(2024, 11, 23)),
    ],
)
def test_first_day_lies_whole_months_back(until: date, months: int, first: date) -> None:
    assert days.first_day(until, months) == first


@pytest.mark.parametrize("count", [1, 2, 6, 13, library.MOST_BRANCHES])
def test_any_number_of_branches_can_be_had(tmp_path: Path, count: int) -> None:
    truth = write_export(tmp_path, rows=4_000, seed=1, until=UNTIL, branches=count)

    codes = [branch.code for branch in library.branches_of(count)]
    assert list(truth.totals.loans_by_branch) == codes
    assert min(truth.totals.loans_by_branch.values()) > 0
    areas = {row["area"] for row in table(tmp_path / "postcodes.csv")}
    assert len(areas) == count * (4 if count <= 12 else 2)


def test_one_row_is_an_export_too(tmp_path: Path) -> None:
    truth = write_export(tmp_path, rows=1, seed=1, until=UNTIL, months=1)

    assert (truth.totals.accepted, truth.totals.members, truth.bad) == (1, 1, [])
    assert len((tmp_path / "uitleningen.csv").read_bytes().splitlines()) == 2


def test_names_come_only_when_asked_and_are_visibly_invented(tmp_path: Path) -> None:
    order = Order(rows=500, seed=2, until=UNTIL, bad_per_million=100_000, with_names=True)

    write_order(tmp_path, order)

    lines = (tmp_path / "uitleningen.csv").read_bytes().splitlines()
    assert lines[0].endswith(b";GEBOORTEJAAR;KLANTNAAM")
    good = [line for line in lines if line.count(b";") == 17 and b"-Verzonnen, " in line]
    assert len(good) > 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": 0},
        {"months": 0},
        {"members": 3},
        {"branches": 0},
        {"branches": 99},
        {"bad_per_million": 600_000},
    ],
)
def test_impossible_orders_are_refused(tmp_path: Path, wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must be"):
        write_export(tmp_path / "out", **{"rows": 10, "seed": 1, "until": UNTIL, **wrong})  # type: ignore[arg-type]

    assert not (tmp_path / "out").exists()


def test_command_writes_what_the_function_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_export(tmp_path / "one", rows=2_000, seed=9, until=UNTIL, bad_per_million=10_000)

    call_command(
        "make_demo_export",
        "--rows=2000",
        "--seed=9",
        f"--out={tmp_path / 'two'}",
        f"--until={UNTIL}",
        "--bad-per-million=10000",
    )

    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert "2000 rows, 20 of them bad" in capsys.readouterr().out


def test_command_can_leave_out_what_an_import_would_create(tmp_path: Path) -> None:
    call_command(
        "make_demo_export",
        "--rows=1000",
        "--seed=9",
        f"--out={tmp_path}",
        f"--until={UNTIL}",
        "--bad-per-million=50000",
        "--bad-kinds=bad_date,nul_byte",
    )

    told = json.loads((tmp_path / "waarheid.json").read_text())
    assert Counter(bad["reason"] for bad in told["bad"]) == {"bad_date": 25, "nul_byte": 25}


@pytest.mark.parametrize("wrong", ["--rows=0", "--branches=77", "--bad-kinds=nonsense"])
def test_command_says_what_is_wrong(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(CommandError):
        call_command(
            "make_demo_export", "--rows=10", "--seed=1", f"--out={tmp_path / 'out'}", wrong
        )

    assert not (tmp_path / "out").exists()


def test_promoted_titles_go_out_more_on_their_days_only() -> None:
    first = UNTIL - timedelta(days=40)
    promotion = Promotion("REIS", 2, 5, first, first + timedelta(days=20), share=0.02)
    plain = Order(rows=20_000, seed=7, until=UNTIL, months=3)
    world, usual = make_world(replace(plain, promotions=(promotion,))), make_world(plain)
    promoted = promotion.numbers(world.catalogue)

    rows, before = draw_rows(world, 0, 20_000), draw_rows(usual, 0, 20_000)

    begun = (first - world.days.origin).days
    during = (rows.day >= begun) & (rows.day <= begun + 20) & (rows.action == LOAN)
    more = np.isin(rows.title, promoted) & during
    assert more.sum() > 3 * (np.isin(before.title, promoted) & during).sum()
    assert set(rows.genre[more].tolist()) == {promotion.genre}
    earlier = rows.day < begun
    assert (rows.title[earlier] == before.title[earlier]).all()
    assert len(set(promotion.ppns(world.catalogue))) == 5
