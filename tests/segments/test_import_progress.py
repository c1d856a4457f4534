"""Progress and report of an import: watching, stopping, trying again, taking out again."""

import json
import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning import tenancy
from planning.models import Library, User
from segments.models import LoanImport, Reject
from tests.segments.import_rows import checked, done, fresh, make_import, profile, without_token

HTMX = {"HX-Request": "true"}


def url(name: str, loan_import: LoanImport) -> str:
    return reverse(f"segments:import_{name}", args=[loan_import.pk])


def test_progress_polls_by_itself_and_says_each_tenth(as_adam: Client, library: Library) -> None:
    loan_import = make_import(
        library,
        status="running",
        phase="load",
        progress=21000,
        expected=53000,
        started_at=timezone.now() - timedelta(seconds=60),
    )
    address = url("progress", loan_import)

    page = as_adam.get(address)
    first = as_adam.get(f"{address}?said=20", headers=HTMX)
    again = as_adam.get(f"{address}?said=30", headers=HTMX)

    assert re.search(r'hx-get="[^"]*said=30"', page.text)
    assert "21.000 van ongeveer 53.000 rijen · nog ongeveer 2 minuten" in page.text
    assert json.loads(first.headers["HX-Trigger"]) == {
        "announce": {"value": "Import: 30 procent, 21.000 van 53.000 rijen."}
    }
    assert "HX-Trigger" not in again.headers
    assert without_token(first.text).strip() in without_token(page.text)


def test_progress_stops_polling_when_done(as_adam: Client, library: Library) -> None:
    loan_import = done(library)

    fragment = as_adam.get(f"{url('progress', loan_import)}?said=90", headers=HTMX)

    assert "hx-get" not in fragment.text
    assert url("report", loan_import) in fragment.text
    assert (
        "1.300 rijen ingelezen" in json.loads(fragment.headers["HX-Trigger"])["announce"]["value"]
    )


def test_an_ended_import_shows_its_report_instead_of_its_progress(
    as_adam: Client, library: Library
) -> None:
    ended = done(library)
    asking = checked(library, status="refused", phase="load", reason="too_many_rejects: 10 / 100")

    page = as_adam.get(url("progress", ended))
    watched = as_adam.get(url("progress", asking), headers=HTMX)

    assert page.headers["Location"] == url("report", ended)
    assert watched.headers["HX-Redirect"] == url("check", asking)


def test_stopping_a_waiting_import_ends_it(as_adam: Client, library: Library) -> None:
    loan_import = make_import(library, status="queued", phase="load")

    response = as_adam.post(url("stop", loan_import), follow=True)

    assert fresh(loan_import).status == "cancelled"
    assert "Er is niets opgeslagen." in response.text


def test_a_failed_import_can_be_tried_again(as_adam: Client, library: Library) -> None:
    loan_import = make_import(
        library, status="failed", phase="load", reason="internal: coding", profile=profile()
    )

    page = as_adam.get(url("progress", loan_import))
    response = as_adam.post(url("retry", loan_import))

    assert "De fout ligt bij ons" in page.text
    assert fresh(loan_import).status == "queued"
    assert response.headers["Location"] == url("open", loan_import)


def test_retrying_what_did_not_fail_changes_nothing(as_adam: Client, library: Library) -> None:
    loan_import = checked(library)

    page = as_adam.post(url("retry", loan_import), follow=True)

    assert fresh(loan_import).status == "checked"
    assert "intussen verder gegaan" in page.text


# ---- 5 report


def test_report_tells_what_came_in_and_what_did_not(
    as_adam: Client, adam: User, library: Library
) -> None:
    loan_import = done(library, by=adam)
    with tenancy.library_scope(library):
        for line in (12, 13):
            Reject.objects.create(
                library=library,
                loan_import=loan_import,
                line=line,
                code="bad_date",
                cells={"UITLEENDATUM": "=1+1", "VESTIGING": "CEN", "PASNUMMER": ""},
            )

    page = as_adam.get(url("report", loan_import))
    errors = as_adam.get(url("errors", loan_import))

    assert "1.300 rijen" in page.text
    assert "januari 2026 tot en met februari 2026, april 2026" in page.text
    assert page.context["reasons"] == [("Datum die niet bestaat", 2)]
    assert "Gewist op" in page.text
    assert "uitleningen_fouten.csv" in errors.headers["Content-Disposition"]
    assert errors.content.startswith(b"\xef\xbb\xbf")
    assert "'=1+1" in errors.content.decode("utf-8-sig")


def test_taking_out_again_is_confirmed_first(as_adam: Client, library: Library) -> None:
    loan_import = done(library)

    page = as_adam.get(url("undo", loan_import))
    assert fresh(loan_import).status == "done"
    assert "Draai 1.300 rijen terug" in page.text
    response = as_adam.post(url("undo", loan_import))

    assert (fresh(loan_import).status, fresh(loan_import).phase) == ("queued", "undo")
    assert response.headers["Location"] == url("open", loan_import)


def test_taking_out_again_ends_after_thirty_days(as_adam: Client, library: Library) -> None:
    loan_import = done(library, finished_at=timezone.now() - timedelta(days=31))

    page = as_adam.get(url("report", loan_import))
    response = as_adam.post(url("undo", loan_import))

    assert url("undo", loan_import) not in page.text
    assert response.headers["Location"] == url("open", loan_import)
    assert fresh(loan_import).status == "done"
