"""import_loans: every kind of file by the names of its fields, its options, and what it answers."""

import re
from pathlib import Path

import pytest
from django.db import connection

from planning import tenancy
from planning.models import Library
from tests import make
from tests.conftest import acting_as
from tests.segments.commanded import counts, import_file, import_text, state
from tests.segments.loan_files import contents, loans, write

SCHEME = "code,name,parent,colour\nA,Groep A,,#ff0000\nA1,Deel A1,A,\nB,Groep B,,\nB1,Deel B1,B,\n"
HEADER = "loan_id,loaned_at,member,branch,postcode"


@pytest.fixture
def town(committed: None) -> Library:
    library = make.library(slug="noorderveld")
    make.branch(library, "CEN", "Centrum")
    return library


def lent(number: int, day: str = "2025-03-14", **cells: str) -> str:
    found = {"member": f"m{number % 7}", "branch": "CEN", "postcode": "1234AB", **cells}
    return ",".join([str(number), day, found["member"], found["branch"], found["postcode"]])


def table(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def column(library: Library, name: str) -> list[int]:
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM segments_loan ORDER BY loan_key")
        return [value for (value,) in cursor.fetchall()]


def test_import_is_done_and_says_so_in_numbers(town: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "loans.csv", [*loans(60), *loans(1, day="2025-02-30")])

    answer = import_file(town, path, "--create-unknown", "--json")

    assert (answer["exit"], answer["state"], counts(answer)) == (0, "done", (61, 60, 0, 0, 1))
    lines = Path(answer["error_file"]).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "regel;fout;loan_id;loaned_at;branch;title_id;title;genre;member;birth_year"
    assert lines[1].startswith("62;Dit is geen bestaande datum")
    assert ";20001;" not in lines[1]


def test_every_kind_has_its_fields_as_headers(town: Library, tmp_path: Path) -> None:
    def read(text: str, kind: str) -> tuple[str, tuple[int, ...]]:
        answer = import_text(town, tmp_path, text, "--kind", kind, "--create-unknown")
        return answer["state"], counts(answer)

    postcodes = (
        "postcode,house_number,code,area,households\n1234AB,,A1,Dorp,9\n1234AB,7,B1,Dorp,1\n"
    )
    assert read(SCHEME, "scheme") == ("done", (4, 4, 0, 0, 0))
    assert read(postcodes, "postcodes") == ("done", (2, 2, 0, 0, 0))
    assert read("area,code,households\nDorp,A,90\nDorp,B,5\n", "households")[0] == "done"
    assert read("member,segment,birth_year\nm1,A1,1980\nm2,B1,2015\n", "members")[0] == "done"
    assert read(table(*map(lent, range(9))), "loans") == ("done", (9, 9, 0, 0, 0))
    aggregate = "period,loans,renewals,borrowers,branch,genre,segment,age_band\n"
    aggregate += "2024,9,1,5,CEN,Roman,A,30-44\n2024-Q1,3,0,3,CEN,Roman,B,\n2024-03,1,,,CEN,,,\n"
    assert read(aggregate, "aggregate") == ("done", (3, 3, 0, 0, 0))
    assert set(column(town, "segment")) == {3}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--map", "loaned=datum"], "unknown_field"),
        (["--map", "loaned_at=tijdstip"], "unknown_column"),
        (["--map", "author=klantnaam"], "personal_column"),
        (["--profile", "wis"], "unknown_profile"),
        (["--encoding", "klingon"], "unknown_encoding"),
        (["--delimiter", "ab"], "bad_delimiter"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    town: Library, tmp_path: Path, options: list[str], code: str
) -> None:
    text = "loan_id;loaned_at;klantnaam\n1;2025-03-14;Jansen, A.\n2;2025-03-15;Smit, B.\n"

    answer = import_text(town, tmp_path, text, *options)

    assert (answer["exit"], state(answer)) == (1, ("refused", code))
    assert " " in answer["reason"]
    assert "%(" not in answer["reason"]


def test_a_file_or_library_that_is_not_there_is_an_answer_too(
    town: Library, tmp_path: Path
) -> None:
    assert state(import_file(town, tmp_path / "weg.csv")) == ("refused", "no_file")
    assert state(import_file("nergens", tmp_path / "weg.csv")) == ("refused", "unknown_library")


def test_a_column_without_a_name_is_no_trouble(town: Library, tmp_path: Path) -> None:
    text = "\n".join(line + ",," for line in table(*map(lent, range(9))).splitlines())

    answer = import_text(town, tmp_path, text + "\n", "--without-postcodes")

    assert (answer["state"], counts(answer)) == ("done", (9, 9, 0, 0, 0))


def test_a_file_without_the_column_that_matters_is_refused(town: Library, tmp_path: Path) -> None:
    answer = import_text(town, tmp_path, "loan_id,branch\n1,CEN\n2,CEN\n", "--kind", "loans")

    assert state(answer) == ("refused", "missing_columns")
    assert answer["reason"] == "Deze kolommen staan niet in het bestand: moment van uitlenen."


def test_postcodes_wait_for_their_table(town: Library, tmp_path: Path) -> None:
    rows = table(*map(lent, range(30)))

    first = import_text(town, tmp_path, rows)
    import_text(town, tmp_path, SCHEME, "--kind", "scheme")
    import_text(town, tmp_path, "postcode,code\n1234AB,A1\n", "--kind", "postcodes")
    second = import_text(town, tmp_path, rows)

    assert state(first) == ("needs_answer", "no_postcodes")
    assert (second["state"], set(column(town, "segment"))) == ("done", {3})


def test_members_wait_for_the_table_of_postcodes_too(town: Library, tmp_path: Path) -> None:
    answer = import_text(town, tmp_path, "member,postcode\nm1,1234AB\n", "--kind", "members")

    assert state(answer) == ("needs_answer", "no_postcodes")


@pytest.mark.parametrize("postcode", ["", "90210", "0000", "SW1A 1AA"])
def test_postcodes_of_elsewhere_are_unknown_without_a_question(
    town: Library, tmp_path: Path, postcode: str
) -> None:
    rows = [lent(number, postcode=postcode) for number in range(9)]

    answer = import_text(town, tmp_path, table(*rows))

    assert (answer["state"], column(town, "segment")) == ("done", [0] * 9)


def test_a_segment_in_every_row_needs_no_postcodes(town: Library, tmp_path: Path) -> None:
    import_text(town, tmp_path, SCHEME, "--kind", "scheme")
    header = f"{HEADER},segment"

    whole = import_text(town, tmp_path, table(lent(1) + ",A1", lent(2) + ",b1", header=header))
    part = import_text(town, tmp_path, table(lent(3) + ",A1", lent(4) + ",", header=header))

    assert (whole["state"], state(part)) == ("done", ("needs_answer", "no_postcodes"))


def test_four_digits_give_an_area_and_never_a_segment(town: Library, tmp_path: Path) -> None:
    import_text(town, tmp_path, SCHEME, "--kind", "scheme")
    codes = "postcode,code,area\n1234,A1,Dorp\n1235,,Stad\n1236AB,B1,Stad\n"
    table_read = import_text(town, tmp_path, codes, "--kind", "postcodes")
    rows = [lent(1, postcode="1234AB"), lent(2, postcode="1235"), lent(3, postcode="1236 ab")]

    answer = import_text(town, tmp_path, table(*rows))

    assert (counts(table_read), table_read["warnings"]) == ((3, 3, 0, 0, 0), {"short_postcode": 1})
    assert answer["state"] == "done"
    found = sorted(zip(column(town, "segment"), column(town, "area"), strict=True))
    assert found == [(0, 1), (0, 2), (4, 2)]


def test_areas_come_without_a_segmentation(town: Library, tmp_path: Path) -> None:
    answer = import_text(town, tmp_path, "postcode,area\n1234,Dorp\n", "--kind", "postcodes")

    assert (answer["state"], counts(answer)) == ("done", (1, 1, 0, 0, 0))


def test_unknown_codes_are_refused_by_name_or_made(town: Library, tmp_path: Path) -> None:
    rows = table(*(lent(number, branch="OOS", postcode="") for number in range(9)))

    refused = import_text(town, tmp_path, rows)
    made = import_text(town, tmp_path, rows, "--create-unknown")

    assert (state(refused), counts(refused)[0]) == (("refused", "unknown_codes"), 9)
    assert "OOS" in refused["reason"]
    assert (made["state"], counts(made)) == ("done", (9, 9, 0, 0, 0))


def test_above_one_in_twenty_wrong_rows_it_asks(town: Library, tmp_path: Path) -> None:
    rows = [lent(number, postcode="") for number in range(18)]
    text = table(*rows, lent(18, "2025-02-30", postcode=""))

    asked = import_text(town, tmp_path, text)
    before = column(town, "day")
    taken = import_text(town, tmp_path, text, "--accept-rejects")

    assert (asked["exit"], state(asked)) == (1, ("needs_answer", "too_many_rejects"))
    assert (counts(asked), before) == ((19, 0, 0, 0, 1), [])
    assert (taken["exit"], counts(taken)) == (0, (19, 18, 0, 0, 1))


def test_one_in_twenty_wrong_rows_is_not_too_many(town: Library, tmp_path: Path) -> None:
    rows = [lent(number, postcode="") for number in range(19)]

    answer = import_text(town, tmp_path, table(*rows, lent(19, "2025-02-30", postcode="")))

    assert (answer["state"], counts(answer)) == ("done", (20, 19, 0, 0, 1))


def dated(days: list[str]) -> str:
    return table(*(lent(number, day, postcode="") for number, day in enumerate(days)))


def test_ambiguous_dates_are_asked_about(town: Library, tmp_path: Path) -> None:
    text = dated(["01-03-2025", "02-03-2025", "03-04-2025"])

    asked = import_text(town, tmp_path, text)
    said = import_text(town, tmp_path, text, "--date-order", "dmy")

    assert (state(asked), said["state"]) == (("needs_answer", "ambiguous_date"), "done")
    assert [f"{day:%d-%m}" for day in sorted(column(town, "day"))] == ["01-03", "02-03", "03-04"]


def test_dates_are_settled_by_the_whole_file(town: Library, tmp_path: Path) -> None:
    text = dated(["01-03-2025"] * 80 + ["31-03-2025"])

    answer = import_text(town, tmp_path, text)

    assert (answer["state"], counts(answer)[1]) == ("done", 81)


def test_a_column_that_was_named_is_asked_about_its_dates(town: Library, tmp_path: Path) -> None:
    text = dated(["01-03-2025", "02-03-2025"]).replace("loaned_at", "tijdstip")

    answer = import_text(town, tmp_path, text, "--map", "loaned_at=tijdstip")

    assert state(answer) == ("needs_answer", "ambiguous_date")


def test_tomorrow_is_the_future(town: Library, tmp_path: Path) -> None:
    from datetime import timedelta

    from django.utils import timezone

    days = [f"{timezone.localdate() + timedelta(days=ahead)}" for ahead in (0, 1)]

    answer = import_text(town, tmp_path, dated(days), "--accept-rejects")

    assert counts(answer) == (2, 1, 0, 0, 1)


def test_times_with_am_and_pm_are_read(town: Library, tmp_path: Path) -> None:
    text = dated(["3/14/2025 2:05 PM", "3/15/2025 12:05 am", "3/16/2025 12:05:09 PM"])

    answer = import_text(town, tmp_path, text)

    assert (answer["state"], counts(answer)[1]) == ("done", 3)


@pytest.mark.parametrize("place", ["loan_id", "member"])
def test_numbers_that_a_spreadsheet_rounded_refuse_the_file(
    town: Library, tmp_path: Path, place: str
) -> None:
    rows = [[str(number), "2025-03-14", f"m{number}"] for number in range(30)]
    rows[7][0 if place == "loan_id" else 2] = "2,10E+13"
    text = table(*(",".join(f'"{cell}"' for cell in row) for row in rows), header=HEADER[:24])

    answer = import_text(town, tmp_path, text)

    assert state(answer) == ("refused", "scientific_ids")
    assert column(town, "day") == []


def test_rows_of_nothing_but_separators_are_empty_lines(town: Library, tmp_path: Path) -> None:
    rows = [lent(number, postcode="") for number in range(9)]
    text = table(*rows, *[",,,,"] * 1500, " , ,,,", lent(9, "2025-02-30", postcode=""))

    answer = import_text(town, tmp_path, text, "--accept-rejects")

    assert counts(answer) == (10, 9, 0, 0, 1)
    assert ";2025-02-30;" in Path(answer["error_file"]).read_text()
    assert "\n1512;" in Path(answer["error_file"]).read_text()


def test_returns_came_in_and_count_for_nothing(town: Library, tmp_path: Path) -> None:
    header = "loan_id,loaned_at,actie,member,branch"
    rows = [f"{number},2025-03-14,{number % 3 + 1},m1,CEN" for number in range(9)]

    answer = import_text(town, tmp_path, table(*rows, header=header))

    assert (answer["state"], counts(answer), answer["ignored"]) == ("done", (9, 9, 0, 0, 0), 3)
    assert sum(column(town, "loans")) == sum(column(town, "renewals")) == 3


def test_a_loan_and_its_renewal_of_one_day_are_told_apart_in_any_order(
    town: Library, tmp_path: Path
) -> None:
    header = "loaned_at,barcode,renewal,member,branch"
    rows = [f"2025-03-14,b{number // 2},{number % 2},m1,CEN" for number in range(8)]

    import_text(town, tmp_path, table(*rows, header=header))
    before = contents(town)
    again = import_text(town, tmp_path, table(*rows[::-1], header=header))

    assert counts(again) == (8, 0, 8, 0, 0)
    assert contents(town) == before


@pytest.mark.parametrize(
    ("values", "loans_and_renewals"),
    [
        (["0", "1"], (15, 15)),
        (["nee", "ja"], (15, 15)),
        (["UITL", "VERL"], (15, 15)),
        (["issue", "renew"], (15, 15)),
        (["", "L-12", ""], (20, 10)),
        (["", "20250012", ""], (20, 10)),
        (["0", "1", "4"], (30, 50)),
        ([""] * 29 + ["T-7"], (29, 1)),
    ],
)
@pytest.mark.parametrize("name", ["renewal", "kolom9"])
def test_renewals_are_told_in_many_ways(
    town: Library, tmp_path: Path, values: list[str], loans_and_renewals: tuple[int, int], name: str
) -> None:
    header = f"loan_id,loaned_at,{name},member,branch"
    rows = [f"{n},2025-03-14,{values[n % len(values)]},m1,CEN" for n in range(30)]

    answer = import_text(
        town, tmp_path, table(*rows, header=header), "--kind", "loans", "--map", f"renewal={name}"
    )

    assert answer["state"] == "done"
    found = sum(column(town, "loans")), sum(column(town, "renewals"))
    assert found == loans_and_renewals


def test_renewals_that_come_late_in_a_file_are_seen(town: Library, tmp_path: Path) -> None:
    header = "loan_id,loaned_at,renewal,member,branch"
    rows = [f"{n},2025-03-14,{n if n > 98 else ''},m1,CEN" for n in range(1000, 1100)]
    rows += ["1100,2025-03-14,1007,m1,CEN"]
    late = [row.replace(f",{n},", ",,") for n, row in enumerate(rows[:-1], 1000)]

    answer = import_text(town, tmp_path, table(*late, rows[-1], header=header))

    assert answer["state"] == "done"
    assert (sum(column(town, "loans")), sum(column(town, "renewals"))) == (100, 1)


def test_rows_of_which_none_counts_are_asked_about(town: Library, tmp_path: Path) -> None:
    header = "loan_id,loaned_at,transactiesoort,member,branch"
    rows = [f"{n},2025-03-14,{'AB'[n % 2]},m1,CEN" for n in range(9)]

    answer = import_text(town, tmp_path, table(*rows, header=header))

    assert state(answer) == ("needs_answer", "nothing_counts")


def test_counted_loans_that_are_there_are_duplicates_or_conflicts(
    town: Library, tmp_path: Path
) -> None:
    header = "period,loans,branch\n"

    first = import_text(town, tmp_path, f"{header}2024-01,9,CEN\n2024-02,5,CEN\n")
    second = import_text(town, tmp_path, f"{header}2024-02,6,CEN\n2024-01,9,CEN\n2024-03,1,CEN\n")

    assert counts(first) == (2, 2, 0, 0, 0)
    assert counts(second) == (3, 1, 1, 1, 0)


@pytest.mark.parametrize("order", [(5, 6), (6, 5)])
def test_counted_loans_do_not_depend_on_the_order_of_files(
    town: Library, tmp_path: Path, order: tuple[int, int]
) -> None:
    for loans_of_may in order:
        import_text(town, tmp_path, f"period,loans,branch\n2024-05,{loans_of_may},CEN\n")

    with acting_as("worker"), tenancy.library_scope(town), connection.cursor() as cursor:
        cursor.execute("SELECT loans FROM segments_loan_count WHERE is_current")
        assert cursor.fetchall() == [(6,)]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("statistics", "datetime,branch,type,itemnumber,itemtype,borrowernumber,ccode"),
        (
            "pseudonymized_transactions",
            "id,hashed_borrowernumber,datetime,transaction_branchcode,transaction_type,itemnumber",
        ),
        ("aged_circulation", "id,xact_start,circ_lib,copy_bib_record,parent_circ"),
        ("Wise", "transactienr,uitl_datum,vestiging,actie,pasnummer"),
    ],
)
def test_shipped_profiles_go_by_the_name_of_their_table(
    town: Library, tmp_path: Path, name: str, header: str
) -> None:
    cells = {
        "datetime": "2025-03-14 10:00:00",
        "xact_start": "2025-03-14 10:00:00+01",
        "uitl_datum": "14-03-2025",
        "type": "issue",
        "transaction_type": "issue",
        "actie": "1",
        "parent_circ": "",
    }
    row = ",".join(cells.get(column, "7") for column in header.split(","))

    answer = import_text(
        town, tmp_path, f"{header}\n{row}\n", "--profile", name, "--create-unknown"
    )

    assert (answer["state"], counts(answer)) == ("done", (1, 1, 0, 0, 0))


CANARIES = {
    "member": "98765432101234",
    "postcode": "9753XK",
    "house_number": "73519",
    "birth_year": "17-09-1957",
    "naam": "Zwanenhalsterveld",
    "relatie": "Ooievaarsbekster",
}


def person(number: int, **cells: str) -> str:
    found = CANARIES | {"loan_id": f"{number}", "loaned_at": "2025-03-14", "title": "Boek", **cells}
    return ";".join(found[name] for name in ("loan_id", "loaned_at", "title", *CANARIES))


def everything(library: Library) -> str:
    """All rows of the library's tables about imports, as text."""
    tables = ("loanimport", "reject", "title", "member", "loan", "loan_version")
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT one::text FROM segments_{table} AS one")
            found += [text for (text,) in cursor.fetchall()]
    return "\n".join(found)


def canaries_in(text: str) -> list[str]:
    """The cells that can be read in a text; five digits inside a longer key are none."""
    alone = r"(?<![0-9a-f]){}(?![0-9a-f])"
    return [name for name, cell in CANARIES.items() if re.search(alone.format(cell), text)]


def test_nothing_of_a_reader_is_left_by_good_rows_and_bad_ones(
    town: Library, tmp_path: Path
) -> None:
    rows = [person(number) for number in range(40)]
    rows[3] = person(3, title="a\0b")
    rows[5] = person(5, title="x" * 5000)
    rows[7] = person(7) + ";extra"
    rows[9] = person(9, loaned_at="2025-02-31")
    rows[11] = person(11, title='"a" b')
    rows[13] = person(13, member="-98765432101234")
    header = ";".join(["loan_id", "loaned_at", "title", *CANARIES])
    text = "\n".join([header, *rows]) + "\n"
    options = ("--without-postcodes", "--accept-rejects", "--date-order", "ymd")

    answer = import_text(town, tmp_path, text, *options)

    assert counts(answer) == (40, 34, 0, 0, 6)
    assert answer["unused_columns"] == ["naam", "relatie"]
    left = everything(town) + Path(answer["error_file"]).read_text() + str(answer)
    assert len(left) > 2000
    assert canaries_in(left) == []


def test_nothing_of_a_reader_is_left_by_a_refused_file(town: Library, tmp_path: Path) -> None:
    header = ";".join(["loan_id", "loaned_at", "title", *CANARIES])
    text = "\n".join([header, *map(person, range(40)), person(40, title='"Boek')]) + "\n"

    answer = import_text(town, tmp_path, text, "--date-order", "ymd")

    assert state(answer) == ("refused", "unclosed_quote")
    left = everything(town) + str(answer)
    assert canaries_in(left) == []
