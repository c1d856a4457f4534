"""A plan that somebody has already: pasted or uploaded, looked over, put in, taken out."""

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import Library, PlanDraft, PlanItem, YearPlan
from tests import make_plan

SOURCE = reverse("planning:plan_import", args=[2027])
PASTED = "12 mrt Nieuwsbrief\nwk 14-16 Reistafel\nIets met griezelen"


def give(client: Client, **fields: Any) -> Any:
    return client.post(SOURCE, {"discipline": "marketing", **fields})


def read_back(client: Client, response: Any) -> list[dict[str, Any]]:
    """What the page of checking shows, row by row."""
    page = client.get(response.headers["Location"])
    return [form.initial for form in page.context["rows"]]


def checked(client: Client, response: Any, **changes: str) -> Any:
    """Agree with what was read, but for some fields."""
    url = response.headers["Location"]
    rows = client.get(url).context["rows"]
    values: dict[str, Any] = {
        "form-TOTAL_FORMS": len(rows.forms),
        "form-INITIAL_FORMS": len(rows.forms),
    }
    for form in rows:
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                values[field.html_name] = value.isoformat() if isinstance(value, date) else value
    return client.post(url, values | changes)


def titles(library: Library) -> dict[str, tuple[date, date, str]]:
    with tenancy.library_scope(library):
        return {
            each.title: (each.starts_on, each.ends_on, each.involvements.get().discipline)
            for each in PlanItem.objects.current()
        }


def test_pasted_lines_are_looked_over_and_then_stand_in_the_plan(
    as_alice: Client, library: Library
) -> None:
    response = give(as_alice, text=PASTED)
    assert titles(library) == {}

    done = checked(as_alice, response)

    assert titles(library) == {
        "Nieuwsbrief": (date(2027, 3, 12), date(2027, 3, 12), "marketing"),
        "Reistafel": (date(2027, 4, 5), date(2027, 4, 25), "marketing"),
    }
    with tenancy.library_scope(library):
        assert not PlanDraft.objects.exists()
        assert YearPlan.objects.get().year == 2027
    page = as_alice.get(done.headers["Location"])
    as_alice.post(reverse("planning:plan_import_undo", args=[2027]), {"made": page.context["made"]})
    assert titles(library) == {}


def test_what_somebody_changed_meanwhile_is_not_taken_out(
    as_alice: Client, library: Library
) -> None:
    done = checked(as_alice, give(as_alice, text=PASTED))
    with tenancy.library_scope(library):
        PlanItem.objects.filter(title="Reistafel").update(version=2)
    made = as_alice.get(done.headers["Location"]).context["made"]

    as_alice.post(reverse("planning:plan_import_undo", args=[2027]), {"made": made})

    assert set(titles(library)) == {"Reistafel"}


def test_a_row_without_a_day_waits_for_one(as_alice: Client, library: Library) -> None:
    response = give(as_alice, text=PASTED)
    assert [row["is_wanted"] for row in read_back(as_alice, response)] == [True, True, False]

    wrong = checked(as_alice, response, **{"form-2-is_wanted": "on"})
    assert (wrong.status_code, titles(library)) == (422, {})
    assert "Kies een dag, of neem deze regel niet mee." in wrong.text
    checked(as_alice, response, **{"form-2-is_wanted": "on", "form-2-starts_on": "2027-10-31"})

    assert titles(library)["Iets met griezelen"][0] == date(2027, 10, 31)


def test_what_falls_together_with_the_other_discipline_is_said(
    as_alice: Client, library: Library
) -> None:
    make_plan.item(library, "Saneren", starts_on=date(2027, 4, 12), days=3)
    make_plan.item(library, "Flyer", starts_on=date(2027, 4, 12), involved=[("marketing", None)])

    response = give(as_alice, text=PASTED)

    lines = as_alice.get(response.headers["Location"]).context["lines"]
    assert [line.beside for line in lines] == ["", "Saneren (collectie)", ""]


def workbook(rows: list[list[Any]]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile("plan.xlsx", target.getvalue())


CELLS: list[list[Any]] = [
    ["Wat", "Van", "Tot", "Doelgroep", "Vakgebied"],
    ["Campagne zomer", datetime(2027, 6, 1), datetime(2027, 8, 31), "Gezinnen", "marketing"],  # noqa: DTZ001
    ["Saneren", "week 12", None, None, "Collectie"],
]
AGENDA = b"""BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
SUMMARY:Week van het boek
DTSTART;VALUE=DATE:20270310
DTEND;VALUE=DATE:20270322
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Overleg
DTSTART;TZID=Europe/Amsterdam:20270104T100000
DTEND;TZID=Europe/Amsterdam:20270104T110000
RRULE:FREQ=MONTHLY;BYDAY=1MO;UNTIL=20270331T220000Z
END:VEVENT
END:VCALENDAR
"""


def test_a_spreadsheet_an_agenda_and_a_csv_are_told_apart_by_what_is_in_them(
    as_alice: Client, library: Library
) -> None:
    group = make_plan.target_group(library, "Gezinnen")
    text = "Wat;Van;Tot\r\nBezoek \xe9cht;01-06-2027;02-06-2027\r\n".encode("cp1252")

    checked(as_alice, give(as_alice, file=workbook(CELLS)))
    checked(as_alice, give(as_alice, file=SimpleUploadedFile("x.bin", AGENDA)))
    checked(as_alice, give(as_alice, file=SimpleUploadedFile("x.csv", text)))

    found = titles(library)
    assert found["Campagne zomer"] == (date(2027, 6, 1), date(2027, 8, 31), "marketing")
    assert found["Saneren"] == (date(2027, 3, 22), date(2027, 3, 28), "collection")
    assert found["Week van het boek"] == (date(2027, 3, 10), date(2027, 3, 21), "marketing")
    assert found["Bezoek écht"][0] == date(2027, 6, 1)
    with tenancy.library_scope(library):
        assert PlanItem.objects.filter(title="Overleg", kind="consultation").count() == 3
        assert PlanItem.objects.get(title="Campagne zomer").target_group == group


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.xlsx", b"PK\x03\x04 broken"),
        ("plan.pdf", b"%PDF-1.7 ..."),
        ("plan.xls", b"\xd0\xcf\x11\xe0 old"),
        ("plan.png", b"\x89PNG"),
        ("plan.html", b"<!doctype html><html><body>Log in</body></html>"),
        ("plan.bin", bytes(range(256)) * 20),
        ("plan.txt", b"x" * (2 * 1024 * 1024 + 1)),
        ("plan.csv", b"   \n \n"),
    ],
)
def test_what_is_no_plan_is_refused_in_words(
    as_alice: Client, library: Library, name: str, content: bytes
) -> None:
    response = give(as_alice, file=SimpleUploadedFile(name, content))

    assert response.status_code == 422
    assert response.context["form"].errors
    with tenancy.library_scope(library):
        assert not PlanDraft.objects.exists()


def test_nothing_at_all_is_asked_again(as_alice: Client, library: Library) -> None:
    assert give(as_alice, text=" \n ").status_code == 422
    assert give(as_alice, text="12 mrt Iets", discipline="").status_code == 422


def test_the_draft_of_somebody_else_is_not_there(
    as_alice: Client, as_adam: Client, as_charlie: Client, library: Library
) -> None:
    url = give(as_alice, text=PASTED).headers["Location"]

    assert as_adam.get(url).status_code == 404
    assert as_charlie.get(url).status_code == 404


def test_a_made_up_list_takes_nothing_out(as_alice: Client, library: Library) -> None:
    make_plan.item(library, "Blijft")

    response = as_alice.post(reverse("planning:plan_import_undo", args=[2027]), {"made": "[1]:x"})

    assert response.status_code == 404
    assert set(titles(library)) == {"Blijft"}
