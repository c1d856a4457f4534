"""One sheet of paper: nothing touches, nothing gets lost, and type stays readable."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planning import sheet
from planning.sheet import A3, A4, Lane, Piece, Timeline

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
YEAR = Timeline(FIRST, LAST, A3.label, A3.inside - A3.label)
DAYS = st.dates(date(2026, 12, 1), date(2028, 1, 31))
NAMES = st.text(st.sampled_from("abcdeWM é-·"), min_size=1, max_size=120).filter(str.strip)


@st.composite
def pieces(draw: st.DrawFn, most: int = 40) -> list[Piece[int]]:
    found = []
    for number in range(draw(st.integers(0, most))):
        first = draw(st.dates(FIRST, LAST))
        last = first + timedelta(days=draw(st.integers(0, 60)))
        rank = draw(st.integers(0, 2))
        found.append(sheet.piece(number, draw(NAMES), first, last, rank=rank))
    return found


def is_apart(lane: Lane[int]) -> bool:
    """No two things of a lane stand in the same row at the same place."""
    return all(
        one.end + sheet.APART <= other.start or other.end + sheet.APART <= one.start
        for at, one in enumerate(lane.placed)
        for other in lane.placed[at + 1 :]
        if set(one.rows) & set(other.rows)
    )


@given(st.lists(pieces(), min_size=1, max_size=5), st.floats(40, 200))
def test_a_sheet_has_no_overlap_loses_nothing_and_reads_by_day(
    lanes: list[list[Piece[int]]], height: float
) -> None:
    laid = sheet.layout({str(at): each for at, each in enumerate(lanes)}, YEAR, height)

    for lane, given_pieces in zip(laid.lanes, lanes, strict=True):
        shown = [each.piece for each in lane.placed]
        assert is_apart(lane)
        assert sorted(each.thing for each in [*shown, *lane.left]) == list(range(len(given_pieces)))
        assert [each.first for each in shown] == sorted(each.first for each in shown)
        assert all(each.rows.stop <= lane.rows for each in lane.placed)
        assert all(each.x >= YEAR.left for each in lane.placed)
        assert all(each.end <= YEAR.right + 0.001 for each in lane.placed)
    used = sum(lane.rows * laid.row + laid.padding for lane in laid.lanes)
    assert sheet.LEAST_ROW - 0.001 <= laid.row <= sheet.MOST_ROW
    assert used <= height + 0.001


@given(NAMES, st.floats(8, 80))
def test_wrap_loses_no_letter_and_stays_in_its_room(text: str, room: float) -> None:
    lines = sheet.wrap(text, room)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(sheet.text_width(line) <= room for line in lines)


@given(DAYS, DAYS)
def test_a_day_outside_the_sheet_stands_at_its_edge(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)

    assert YEAR.left <= YEAR.start(first) < YEAR.end(last) <= YEAR.right + 0.001


def test_thirty_in_each_of_four_lanes_find_room() -> None:
    lanes = {
        str(lane): [
            sheet.piece(
                number,
                f"Themacampagne over lezen {number:02}",
                FIRST + timedelta(days=number * 12 + lane),
                FIRST + timedelta(days=number * 12 + lane + 10),
            )
            for number in range(30)
        ]
        for lane in range(4)
    }

    laid = sheet.layout(lanes, YEAR, A3.lanes)

    assert [len(lane.left) for lane in laid.lanes] == [0, 0, 0, 0]
    assert sheet.LEAST_ROW <= laid.row <= sheet.MOST_ROW


def test_what_matters_most_keeps_its_room() -> None:
    crowd = [sheet.piece(f"klein {n}", f"Bericht {n}", FIRST, FIRST, rank=2) for n in range(9)]
    campaign = sheet.piece("campagne", "Zomerlezen", FIRST, date(2027, 2, 1))

    laid = sheet.layout({"lane": [*crowd, campaign]}, YEAR, 4 * sheet.LEAST_ROW + sheet.PADDING)

    (lane,) = laid.lanes
    assert "campagne" in [each.piece.thing for each in lane.placed]
    assert (len(lane.placed), len(lane.left)) == (4, 6)


def test_the_fullest_lane_gives_up_a_row_first() -> None:
    def crowd(count: int) -> list[Piece[int]]:
        return [sheet.piece(n, "Overleg", FIRST, FIRST) for n in range(count)]

    laid = sheet.layout({"full": crowd(9), "calm": crowd(2)}, YEAR, 6 * 4 + 2 * sheet.PADDING)

    assert {lane.name: len(lane.left) for lane in laid.lanes} == {"full": 5, "calm": 0}


def test_a_name_near_the_end_of_the_year_stands_to_the_left() -> None:
    (placed,), _left = sheet.pack([sheet.piece(1, "Warme winterweken", LAST, LAST)], YEAR)

    assert placed.x < placed.bar
    assert abs(placed.end - YEAR.right) < 0.001


def test_what_fits_in_so_many_lines() -> None:
    assert sheet.that_fit(["een", "twee", "drie"], len, 7) == (["een", "twee"], ["drie"])
    assert sheet.that_fit(["een"], len, 3) == (["een"], [])


def test_the_parts_of_a_sheet_leave_room_for_lanes() -> None:
    assert (A3.lanes, A4.lanes) == (193, 127)
