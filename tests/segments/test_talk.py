import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from planning import tenancy
from planning.actions import meetings
from planning.actions.agenda import consultation_of
from planning.models import AgendaItem, Consultation, Library, PlanItem, User
from planning.queries import talked
from segments import frozen
from segments.frozen import Figure
from tests import make_plan
from tests.segments.explored import explored_library

URL = reverse("segments:talk_together")
PANEL = reverse("segments:explorer") + "?panel=cell:S4:4"
ROW = reverse("segments:explorer") + "?panel=row:S1"
HTMX = {"HX-Request": "true"}
QUESTION = "Zetten we reis ook in Dorp?"


def figure(library: Library, source: str = "explorer:cell:S4:4|2025") -> Figure:
    return Figure(
        library.pk,
        "Wat doen we met reis?",
        "Reis bij Rustige buiten: 141.",
        "Volwassenen · 2025 · 1.200 uitleningen · ingelezen op 12 januari 2026",
        "/doelgroepen/segmenten/?panel=cell:S4:4",
        source,
    )


def posted(library: Library, **changes: str) -> dict[str, str]:
    return {"figure": frozen.sign(figure(library)), "question": QUESTION, **changes}


def planned(library: Library, ahead: int = 7) -> PlanItem:
    day = timezone.localdate() + timedelta(days=ahead)
    return make_plan.item(library, "Overleg", kind="consultation", starts_on=day)


def points(library: Library) -> list[AgendaItem]:
    with tenancy.library_scope(library):
        return list(AgendaItem.objects.filter(section="questions").order_by("pk"))


def decide(library: Library, item: PlanItem, by: User, text: str) -> None:
    """Hold this consultation and decide about its question."""
    with tenancy.library_scope(library):
        consultation = Consultation.objects.get(pk=item.pk)
        meetings.start(consultation, today=timezone.localdate())
        point = consultation.agenda.get(section="questions")
        agreed = meetings.Agreed("decision", text)
        meetings.agree(point, agreed, by=by, today=timezone.localdate())


def test_a_question_goes_on_the_next_agenda_with_its_figure(
    as_alice: Client, library: Library
) -> None:
    meeting = planned(library)

    response = as_alice.post(URL, posted(library))

    (point,) = points(library)
    assert response.headers["Location"].startswith(figure(library).address + "#talk-")
    assert (point.title, point.consultation_id) == (QUESTION, meeting.pk)
    assert point.evidence == f"{figure(library).evidence}\n{figure(library).basis}"
    assert point.address == figure(library).address
    assert point.added_by is not None


def test_asking_twice_is_asking_once(as_alice: Client, library: Library) -> None:
    planned(library)
    as_alice.post(URL, posted(library))

    answer = as_alice.post(URL, posted(library, question="Iets anders?"), headers=HTMX).text

    assert [each.title for each in points(library)] == [QUESTION]
    assert QUESTION in answer


@pytest.mark.parametrize("change", ["text", "library", "nothing"])
def test_a_made_up_figure_is_refused(
    as_alice: Client, library: Library, stranger_library: Library, change: str
) -> None:
    planned(library)
    signed = frozen.sign(figure(library))
    made_up = {
        "text": signing.Signer(salt="another").sign_object({"library": library.pk}),
        "library": frozen.sign(figure(stranger_library)),
        "nothing": "",
    }[change]

    refused = as_alice.post(URL, {"figure": made_up, "question": QUESTION})
    taken = as_alice.post(URL, {"figure": signed, "question": QUESTION})

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert len(points(library)) == 1


def test_an_empty_question_is_asked_again(as_alice: Client, library: Library) -> None:
    planned(library)

    response = as_alice.post(URL, posted(library, question=" "), headers=HTMX)

    assert response.status_code == 422
    assert "<details open" in response.text
    assert points(library) == []


def test_without_a_consultation_the_question_is_kept_and_a_day_asked(
    as_alice: Client, library: Library
) -> None:
    asked = as_alice.post(URL, posted(library), headers=HTMX)
    signed = re.search(r'name="figure" value="([^"]+)"', asked.text)
    assert signed is not None
    day = timezone.localdate() + timedelta(days=3)
    late = posted(library, on="2020-01-06")

    refused = as_alice.post(URL, late)
    put = as_alice.post(URL, posted(library, figure=signed.group(1), on=day.isoformat()))

    assert QUESTION in asked.text
    assert "nog geen overleg gepland" in asked.text
    assert (refused.status_code, put.status_code) == (422, 302)
    (point,) = points(library)
    with tenancy.library_scope(library):
        item = PlanItem.objects.get(kind="consultation")
        sides = sorted(item.involvements.values_list("discipline", flat=True))
    assert (item.starts_on, sides) == (day, ["collection", "marketing"])
    assert point.consultation_id == item.pk


def test_the_panel_of_the_explorer_freezes_what_it_shows(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)
    planned(library)
    page = as_alice.get(PANEL, headers=HTMX)
    signed = re.search(r'name="figure" value="([^"]+)"', page.text)
    assert signed is not None

    as_alice.post(URL, {"figure": signed.group(1), "question": QUESTION})

    (point,) = points(library)
    panel = page.context["panel"]
    assert panel.value.text in point.evidence
    assert panel.counts in point.evidence
    assert page.context["source"] in point.evidence
    assert as_alice.get(point.address).context["panel"].title == panel.title


def test_what_was_decided_returns_to_the_figure_of_every_period(
    as_alice: Client, alice: User, library: Library
) -> None:
    explored_library(library)
    meeting = planned(library, ahead=0)
    page = as_alice.get(ROW, headers=HTMX).text
    signed = re.search(r'name="figure" value="([^"]+)"', page)
    assert signed is not None
    as_alice.post(URL, {"figure": signed.group(1), "question": QUESTION})
    waiting = as_alice.get(ROW, headers=HTMX).text
    decide(library, meeting, alice, "We zetten reis ook in Dorp.")

    after = as_alice.get(f"{ROW}&period=2024-Q1", headers=HTMX).text

    assert f"Op de agenda van {timezone.localdate().day} " in waiting
    assert "We zetten reis ook in Dorp." not in waiting
    assert "We zetten reis ook in Dorp." in after


def test_what_was_said_of_another_figure_does_not_stand_here(
    as_alice: Client, alice: User, library: Library
) -> None:
    explored_library(library)
    meeting = planned(library, ahead=0)
    as_alice.post(URL, posted(library))
    decide(library, meeting, alice, "Over iets anders.")

    page = as_alice.get(PANEL.replace("S4:4", "S4:1"), headers=HTMX).text

    assert "Over iets anders." not in page


def test_a_page_asks_once_whatever_the_number_of_talks(
    library: Library, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with tenancy.library_scope(library):
        consultation = consultation_of(planned(library))
        for number in range(3):
            AgendaItem.objects.create(
                library=library,
                consultation=consultation,
                title=str(number),
                source=f"figure:a:{number}|2025",
                outcome="Ja",
            )

        with django_assert_num_queries(1):
            found = talked.talked(library, beginning=frozen.BEGINNING)

    assert sorted(found) == ["figure:a:0", "figure:a:1", "figure:a:2"]
    assert [each.text for each in found["figure:a:1"].said] == ["Ja"]


def test_a_stranger_reads_nothing_of_our_talks(
    as_alice: Client, library: Library, stranger_library: Library
) -> None:
    planned(library)
    as_alice.post(URL, posted(library))

    with tenancy.library_scope(stranger_library):
        found = talked.talked(library, beginning=frozen.BEGINNING)

    assert found == {}


def test_a_long_source_stays_the_same_figure() -> None:
    long = Figure(1, "", "", "", "/", "titel:" + "x" * 200 + "|2025")
    later = Figure(1, "", "", "", "/", "titel:" + "x" * 200 + "|2026")
    other = Figure(1, "", "", "", "/", "titel:" + "x" * 201 + "|2025")

    assert len(long.kept_source) <= frozen.LONGEST_SOURCE
    assert long.stem == later.stem
    assert long.kept_source != later.kept_source
    assert long.stem != other.stem


def test_a_long_address_becomes_its_page() -> None:
    long = Figure(1, "", "", "", "/collectie/titels/?q=" + "x" * 400, "titels")

    assert long.kept_address == "/collectie/titels/"


def test_the_same_figure_is_signed_the_same(library: Library) -> None:
    assert frozen.sign(figure(library)) == frozen.sign(figure(library))
    assert frozen.unsign(frozen.sign(figure(library)), library=library.pk) == figure(library)
