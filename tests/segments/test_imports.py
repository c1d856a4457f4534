"""Imports of loans: what comes in, what is the same, what wins, and what an undo leaves."""

from pathlib import Path

import pytest
from django.db import connection

from planning import tenancy
from planning.models import Branch, Library
from segments.actions import jobs, upkeep
from segments.loading import staging
from segments.models import GenreCode, LoanImport
from tests import make
from tests.conftest import acting_as
from tests.segments import loan_files
from tests.segments.loan_files import contents, loans, queue, read_in, undo, write

DONE = LoanImport.Status.DONE


@pytest.fixture
def town(committed: None) -> Library:
    return make.library(slug="noorderveld")


@pytest.fixture
def other(committed: None) -> Library:
    return make.library(slug="elders")


def counts(loan_import: LoanImport) -> tuple[int, int, int, int, int]:
    return (
        loan_import.read,
        loan_import.accepted,
        loan_import.duplicates,
        loan_import.conflicts,
        loan_import.rejected,
    )


def test_a_file_comes_in_once_and_its_file_is_deleted(town: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "loans.csv", loans(100))

    done = read_in(town, path)

    assert (done.status, done.reason) == (DONE, "")
    assert counts(done) == (100, 100, 0, 0, 0)
    assert len(contents(town)[0]) == 100
    assert done.stored_as == ""
    assert done.report["months"] == ["2025-03"]


def test_the_same_file_again_changes_nothing(town: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "loans.csv", loans(100))
    read_in(town, path)
    before = contents(town)

    again = read_in(town, path)

    assert counts(again) == (100, 0, 100, 0, 0)
    assert contents(town) == before


def test_the_same_file_is_known_by_its_fingerprint(town: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "loans.csv", loans(100))
    first = read_in(town, path)
    with acting_as("worker"), tenancy.library_scope(town):
        LoanImport.objects.filter(pk=first.pk).update(expected=12_345)

    again, asked_otherwise, of_another_kind = (
        queue(town, path),
        queue(town, path, delimiter=","),
        queue(town, path, kind="members"),
    )

    assert (again.expected, again.inspection) == (12_345, first.inspection)
    assert again.report["same_as"] == first.pk
    assert asked_otherwise.expected != 12_345
    assert of_another_kind.expected != 12_345


def test_the_same_rows_in_another_file_are_duplicates(town: Library, tmp_path: Path) -> None:
    rows = loans(100)
    read_in(town, write(tmp_path / "loans.csv", rows))
    before = contents(town)

    again = read_in(town, write(tmp_path / "turned.csv", rows[::-1]))

    assert counts(again) == (100, 0, 100, 0, 0)
    assert contents(town) == before


def test_overlapping_files_in_either_order_give_the_same(
    town: Library, other: Library, tmp_path: Path
) -> None:
    early = loans(80, day="2025-01-{:02}") + loans(80, first=81, day="2025-02-{:02}")
    late = loans(80, first=81, day="2025-02-{:02}", genre="G9") + loans(
        80, first=161, day="2025-03-{:02}"
    )
    a, b = write(tmp_path / "a.csv", early), write(tmp_path / "b.csv", late)

    first = [read_in(town, a), read_in(town, b)]
    second = [read_in(other, b), read_in(other, a)]

    assert counts(first[1]) == (160, 80, 0, 80, 0)
    assert counts(second[1]) == (160, 80, 0, 80, 0)
    _assert_same_but_for_keys(town, other)


def test_a_split_file_gives_the_same_as_the_whole(
    town: Library, other: Library, tmp_path: Path
) -> None:
    rows = loans(90, day="2025-01-{:02}") + loans(90, first=91, day="2025-04-{:02}")
    read_in(town, write(tmp_path / "whole.csv", rows))

    for part in (2, 0, 1):
        read_in(other, write(tmp_path / f"part{part}.csv", rows[part::3]))

    _assert_same_but_for_keys(town, other)


def test_undoing_the_second_gives_back_the_first(town: Library, tmp_path: Path) -> None:
    read_in(town, write(tmp_path / "a.csv", loans(100)))
    before = contents(town)
    changed = loans(60, first=41, day="2025-04-{:02}", genre="G9")

    second = read_in(town, write(tmp_path / "b.csv", changed))
    assert contents(town) != before
    undone = undo(second)

    assert undone.status == LoanImport.Status.UNDONE
    assert contents(town) == before


def test_undoing_the_first_leaves_what_the_second_said(
    town: Library, other: Library, tmp_path: Path
) -> None:
    a = write(tmp_path / "a.csv", loans(100))
    b = write(tmp_path / "b.csv", loans(60, first=41))
    first = read_in(town, a)
    read_in(town, b)
    read_in(other, b)

    undo(first)

    _assert_same_but_for_keys(town, other)


def test_undoing_one_of_two_times_the_same_file_takes_nothing_away(
    town: Library, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", loans(100))
    first = read_in(town, path)
    read_in(town, path)
    before = contents(town)

    undo(first)

    assert contents(town) == before


def test_repeated_rows_within_a_file(town: Library, tmp_path: Path) -> None:
    rows = loans(50)
    changed = [{**rows[3], "genre": "G9"}, {**rows[4], "loaned_at": "2025-05-02"}]
    path = write(tmp_path / "a.csv", [*rows, rows[0], rows[0], *changed])

    done = read_in(town, path)

    assert counts(done) == (54, 50, 2, 2, 0)
    assert len(contents(town)[0]) == 50


@pytest.mark.parametrize("exported_on", ["2025-01-01", "2026-01-01"])
@pytest.mark.parametrize("most", [0, staging.MOST_HELD])
def test_counts_made_from_memory_are_those_of_the_tables(
    town: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, exported_on: str
) -> None:
    monkeypatch.setattr(staging, "MOST_HELD", most)
    spring = loans(80, renewal="uitlening")
    autumn = loans(60, first=200, day="2025-11-{:02}", renewal="uitlening")
    renewed = [{**row, "loan_id": f"9{row['loan_id']}", "renewal": "verlenging"} for row in autumn]
    fields = [*loan_files.FIELDS, "renewal"]
    read_in(town, write(tmp_path / "a.csv", [*spring, *autumn, *renewed[:9]], fields=fields))
    # March and May share loans within the file, December is new; the older export loses November.
    moved = [{**row, "loaned_at": "2025-05-02"} for row in spring[:9]]
    winter = loans(40, first=300, day="2025-12-{:02}", renewal="uitlening")
    rows = [*spring[:9], *moved, *autumn, *winter]

    path = write(tmp_path / "b.csv", rows, fields=fields)
    done = read_in(town, path, exported_on=exported_on)

    found = contents(town)
    assert (done.read, done.rejected, done.ignored) == (118, 0, 0)
    assert done.duplicates + done.conflicts == 9 + 9 + 60
    assert {period for level, period, *_ in found[1] if level == 0} >= {
        2025 * 12 + month - 1 for month in (3, 11, 12)
    }
    with acting_as("worker"):
        upkeep.count_again(town.pk)
    assert contents(town) == found


def test_too_many_wrong_rows_are_refused_until_accepted(town: Library, tmp_path: Path) -> None:
    wrong = [{**row, "loaned_at": "2025-02-31"} for row in loans(10)]
    path = write(tmp_path / "a.csv", [*loans(90, first=11), *wrong])

    refused = read_in(town, path)

    assert refused.status == LoanImport.Status.REFUSED
    assert refused.reason.startswith("too_many_rejects")
    assert contents(town) == ([], [])
    accepted = read_in(town, path, accept_rejects=True)
    assert counts(accepted) == (100, 90, 0, 0, 10)


def test_unknown_codes_are_rejected_unless_they_may_be_made(town: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", loans(30))

    refused = read_in(town, path, create_unknown=False, accept_rejects=True)

    assert counts(refused) == (30, 0, 0, 0, 30)
    assert set(refused.report["unknown"]) == {"branch", "genre"}


def test_another_library_notices_nothing(town: Library, other: Library, tmp_path: Path) -> None:
    read_in(town, write(tmp_path / "a.csv", loans(100)))

    assert contents(other) == ([], [])


def test_the_rows_of_a_cancelled_import_do_not_come_in(town: Library, tmp_path: Path) -> None:
    waiting = loan_files.queue(town, write(tmp_path / "a.csv", loans(100)))
    with tenancy.library_scope(town):
        jobs.cancel(waiting)

    ended = loan_files.run(waiting)

    assert ended.status == LoanImport.Status.CANCELLED
    assert contents(town) == ([], [])


def _assert_same_but_for_keys(one: Library, two: Library) -> None:
    """Each library has a secret of its own, so keys and codes differ; all else must agree."""
    (loans_one, counts_one), (loans_two, counts_two) = contents(one), contents(two)
    plain = [
        sorted(row[2:3] + row[4:7] + row[9:] for row in each) for each in (loans_one, loans_two)
    ]
    assert plain[0] == plain[1]
    assert counts_one == counts_two
    assert len(loans_one) > 0


def test_new_codes_mean_what_a_person_said(town: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", loans(30))
    said = {
        "branches": {"B0": "B0", "B1": "B0"},
        "genres": {"G0": "Reis", "G1": "Reis", "G2": "G2", "G3": "G3"},
    }

    done = read_in(town, path, create_unknown=False, accept_rejects=True, **said)

    assert counts(done) == (30, 20, 0, 0, 10)
    with tenancy.library_scope(town):
        assert list(Branch.objects.values_list("code", flat=True)) == ["B0"]
        names = GenreCode.objects.order_by("code").values_list("genre__name", flat=True)
        assert list(names) == ["Reis", "Reis", "G2", "G3"]


def test_titles_are_kept_to_the_letter(town: Library, tmp_path: Path) -> None:
    words = [
        'Zeg "ja"',
        "C:\\nieuw\\t",
        "{a,NULL}",
        "NULL",
        "'; --",
        "É\u2028😀",
        "[1, null]",
        "%s",
    ]
    rows = loans(len(words), isbn="")
    for row, title in zip(rows, words, strict=True):
        row |= {"title_id": f"K{title}", "title": title}

    done = read_in(town, write(tmp_path / "a.csv", rows))

    with acting_as("worker"), tenancy.library_scope(town), connection.cursor() as cursor:
        cursor.execute("SELECT number, key, title FROM segments_title ORDER BY number")
        kept = cursor.fetchall()
    assert done.accepted == len(words)
    assert kept == [(at, f"K{title}", title) for at, title in enumerate(words, 1)]
