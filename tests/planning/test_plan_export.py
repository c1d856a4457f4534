"""The plan as files and on the command line: what the page shows."""

import csv
import io
import json
from decimal import Decimal

import icalendar
import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from planning.models import Library, User
from tests import make_plan

URL = "/jaarplan/2027/export."


def rows_of(client: Client, query: str = "") -> list[dict[str, str]]:
    text = client.get(f"{URL}csv{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def run(library: Library, kind: str = "json", year: int = 2027) -> str:
    out = io.StringIO()
    call_command("year_plan", library=library.slug, year=year, format=kind, stdout=out)
    return out.getvalue()


def test_every_way_out_has_the_same_items(as_alice: Client, alice: User, library: Library) -> None:
    group = make_plan.target_group(library, "Drukke gezinnen")
    make_plan.item(
        library,
        "=Reistafel",
        kind="campaign",
        days=14,
        involved=[("collection", alice), ("marketing", None)],
        target_group=group,
        hours_marketing=12,
        euros=Decimal("250.50"),
    )
    make_plan.item(library, "Griezel")
    make_plan.item(library, "Weg", status="dropped")

    rows = rows_of(as_alice)
    sheet = openpyxl.load_workbook(io.BytesIO(as_alice.get(f"{URL}xlsx").content)).worksheets[0]
    agenda = icalendar.Calendar.from_ical(as_alice.get(f"{URL}ics").content)
    printed = json.loads(run(library))

    titles = {"=Reistafel", "Griezel"}
    assert {row["Wat"].lstrip("'") for row in rows} == titles
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == titles
    assert {str(event["SUMMARY"]) for event in agenda.walk("VEVENT")} == titles
    assert {item["title"] for item in printed["items"]} == titles
    campaign = next(row for row in rows if "Reistafel" in row["Wat"])
    assert campaign["Wat"] == "'=Reistafel"
    assert (campaign["Van"] if "Van" in campaign else campaign["Eerste dag"]) == "15-03-2027"
    assert (campaign["Doelgroep"], campaign["Euro's"]) == ("Drukke gezinnen", "250,50")
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    item = next(each for each in printed["items"] if each["kind"] == "campaign")
    assert (item["lane"], item["hours"], item["euros"]) == ("joint", {"marketing": 12}, "250.50")


def test_the_command_prints_csv_and_ics_as_the_page_does(
    as_alice: Client, library: Library
) -> None:
    make_plan.item(library, "Reistafel")

    assert run(library, "csv").encode() == as_alice.get(f"{URL}csv").content
    events = icalendar.Calendar.from_ical(run(library, "ics")).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["Reistafel"]


def test_a_file_has_the_filters_of_its_page(as_alice: Client, library: Library) -> None:
    make_plan.item(library, "Van collectie")
    make_plan.item(library, "Van marketing", involved=[("marketing", None)])

    assert [row["Wat"] for row in rows_of(as_alice, "?discipline=marketing")] == ["Van marketing"]
    assert [row["Wat"] for row in rows_of(as_alice, "?zoom=quarter&period=3")] == []


def test_a_stranger_gets_an_empty_file(as_charlie: Client, library: Library) -> None:
    make_plan.item(library, "Geheim")

    for suffix in ("csv", "xlsx", "ics"):
        assert b"Geheim" not in as_charlie.get(f"{URL}{suffix}").content


@pytest.mark.parametrize(("slug", "year"), [("nergens", 2027), ("noorderveld", 12)])
def test_the_command_says_what_it_does_not_know(library: Library, slug: str, year: int) -> None:
    with pytest.raises(CommandError):
        call_command("year_plan", library=slug, year=year, stdout=io.StringIO())
