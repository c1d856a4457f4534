"""Consultations: an agenda that fills itself, points that come out somewhere, notes once."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from planning import tenancy
from planning.actions import agenda, items, meetings
from planning.models import (
    AcceptedSignal,
    AgendaItem,
    Consultation,
    Decision,
    Initiative,
    Library,
    NationalCampaign,
    PlanItem,
    PlanSeries,
    User,
)
from planning.queries import meetings as queries
from tests import make, make_plan

WEEK = timedelta(weeks=1)
BOTH = (("collection", None), ("marketing", None))


def today() -> date:
    return timezone.localdate()


def planned(of: Library, *, ahead: int = 0, title: str = "Overleg", **fields: Any) -> PlanItem:
    """A consultation so many days from today."""
    day = today() + timedelta(days=ahead)
    values: dict[str, Any] = {
        "start_time": time(10),
        "end_time": time(11),
        "involved": BOTH,
    } | fields
    return make_plan.item(of, title, kind="consultation", starts_on=day, **values)


def filled(item: PlanItem) -> list[AgendaItem]:
    """The agenda after filling."""
    with tenancy.library_scope(item.library):
        found = agenda.consultation_of(item)
        agenda.fill_agenda(found, today=today())
        return queries.agenda(found)


def started(item: PlanItem) -> Consultation:
    with tenancy.library_scope(item.library):
        return meetings.start(agenda.consultation_of(item), today=today())


def closed(item: PlanItem, by: User, remarks: str = "") -> PlanItem | None:
    with tenancy.library_scope(item.library):
        found = agenda.consultation_of(item)
        return meetings.close(found, by=by, remarks=remarks, today=today())


def together(of: Library) -> None:
    """Something joint in every month, so that the plan has no gap to signal."""
    for number in range(-9, 20):
        make_plan.item(of, "Samen", starts_on=today() + 4 * number * WEEK, involved=BOTH)


def own_point(item: PlanItem, by: User, title: str = "Kast bij de ingang") -> AgendaItem:
    with tenancy.library_scope(item.library):
        return agenda.add_point(agenda.consultation_of(item), title=title, by=by)


def reload(point: AgendaItem) -> AgendaItem:
    with tenancy.library_scope(point.library_id):
        return AgendaItem.objects.get(pk=point.pk)


def titles(points: list[AgendaItem], section: str) -> list[str]:
    return [each.title for each in points if each.section == section]


def initiative(of: Library, title: str, **fields: Any) -> Initiative:
    with tenancy.library_scope(of):
        return Initiative.objects.create(library=of, year=today().year + 1, title=title, **fields)


def national(of: Library) -> NationalCampaign:
    """A campaign that asks for a decision now."""
    with tenancy.library_scope(of):
        day = today() + 4 * WEEK
        return NationalCampaign.objects.create(
            library=of, name="Boekenweek", code="bw", year=day.year, starts_on=day, ends_on=day
        )


def post(client: Client, name: str, pk: int, data: dict[str, Any] | None = None) -> Any:
    return client.post(reverse(f"planning:{name}", args=[pk]), data or {})


def test_an_agenda_fills_itself_with_what_there_is_a_reason_for(library: Library) -> None:
    meeting = planned(library, ahead=2)
    make_plan.item(library, "Reistafel", starts_on=today() + 2 * WEEK, involved=BOTH)
    make_plan.item(library, "Leeskring", starts_on=today() + WEEK)
    make_plan.item(library, "Later", starts_on=today() + 9 * WEEK, involved=BOTH)
    make_plan.item(library, "Griezel", kind="campaign", starts_on=today() - 3 * WEEK, days=7)
    make_plan.item(library, "Lang geleden", kind="campaign", starts_on=today() - 30 * WEEK)
    initiative(library, "TikTok-kanaal")
    no = {"reason_code": "hours", "decided_at": timezone.now()}
    initiative(library, "Folder", status="declined", look_back_on=today(), **no)
    initiative(library, "Krant", status="declined", look_back_on=today() + 9 * WEEK, **no)
    national(library)

    points = filled(meeting)

    assert titles(points, "upcoming") == ["Reistafel", "Nog 1 ding in deze weken"]
    assert "Leeskring" in next(each for each in points if each.source == "upcoming:rest").evidence
    assert titles(points, "choices") == ["TikTok-kanaal", "Folder"]
    assert titles(points, "results") == ["Griezel"]
    assert any("Boekenweek" in title for title in titles(points, "signals"))
    sections = [each.section for each in points]
    assert sections == sorted(sections, key=queries.SECTIONS.__getitem__)


def test_filling_twice_is_filling_once(library: Library) -> None:
    meeting = planned(library, ahead=2)
    make_plan.item(library, "Reistafel", starts_on=today() + 2 * WEEK, involved=BOTH)
    initiative(library, "TikTok-kanaal")

    first, second = filled(meeting), filled(meeting)

    assert [each.pk for each in first] == [each.pk for each in second]
    assert len(first) >= 2


def test_a_point_goes_with_its_reason_unless_somebody_put_it_there(
    alice: User, library: Library
) -> None:
    meeting = planned(library, ahead=2)
    gone = make_plan.item(library, "Reistafel", starts_on=today() + 2 * WEEK, involved=BOTH)
    wish = initiative(library, "TikTok-kanaal")
    filled(meeting)
    own_point(meeting, alice)
    with tenancy.library_scope(library):
        put = agenda.put_on_agenda(
            library,
            title=wish.title,
            evidence="",
            address="",
            source=f"initiative:{wish.pk}",
            section="choices",
            by=alice,
        )
        items.archive_item(gone, by=alice)
        wish.delete()

    points = filled(meeting)

    assert put is not None
    assert titles(points, "upcoming") == []
    assert titles(points, "choices") == ["TikTok-kanaal"]
    assert titles(points, "other") == ["Kast bij de ingang"]


def test_a_moved_item_moves_its_point_along(alice: User, library: Library) -> None:
    meeting = planned(library, ahead=2)
    row = make_plan.item(library, "Reistafel", starts_on=today() + 2 * WEEK, involved=BOTH)
    before = filled(meeting)
    with tenancy.library_scope(library):
        items.change_item(row, by=alice, base=1, fields={"title": "Wandeltafel"})

    after = filled(meeting)

    pairs = [(each.pk, each.title) for each in after if each.section == "upcoming"]
    assert pairs == [
        (before[[e.source for e in before].index(f"upcoming:{row.pk}")].pk, "Wandeltafel")
    ]


def test_only_the_next_agenda_fills_itself(library: Library) -> None:
    first, second = planned(library, ahead=2), planned(library, ahead=20)
    initiative(library, "TikTok-kanaal")

    assert titles(filled(first), "choices") == ["TikTok-kanaal"]
    assert filled(second) == []


def test_nothing_comes_on_after_the_start_or_when_the_day_is_over(library: Library) -> None:
    meeting, yesterday = planned(library), planned(library, ahead=-1)
    started(meeting)
    initiative(library, "TikTok-kanaal")

    assert titles(filled(meeting), "choices") == []
    assert filled(yesterday) == []


@pytest.mark.parametrize(("template", "count"), [("regular", 0), ("kick_off", 5), ("look_back", 4)])
def test_a_template_brings_its_fixed_points_and_takes_them_along(
    as_alice: Client, library: Library, template: str, count: int
) -> None:
    meeting = planned(library, ahead=2)
    post(as_alice, "consultation_template", meeting.pk, {"template": "kick_off"})
    filled(meeting)

    answer = post(as_alice, "consultation_template", meeting.pk, {"template": template})

    assert answer.status_code == 302
    assert len(titles(filled(meeting), "questions")) == count


def test_an_item_is_put_on_the_next_agenda_once(as_alice: Client, library: Library) -> None:
    row = make_plan.item(library, "Reistafel", starts_on=today() + 9 * WEEK)
    planned(library, ahead=20)
    meeting = planned(library, ahead=2)

    answers = [post(as_alice, "item_discuss", row.pk) for _time in range(2)]

    assert [each.url for each in answers] == [row.get_absolute_url()] * 2
    assert titles(filled(meeting), "questions") == ["Reistafel"]


def test_without_a_consultation_there_is_one_to_plan(as_alice: Client, library: Library) -> None:
    row = make_plan.item(library, "Reistafel")

    answer = as_alice.post(reverse("planning:item_discuss", args=[row.pk]), follow=True)

    assert "Er is nog geen overleg gepland." in answer.text
    assert "kind=consultation" in answer.text


def test_a_signal_is_put_on_the_agenda_by_its_key(as_alice: Client, library: Library) -> None:
    year = national(library).year
    meeting = planned(library, ahead=2)
    page = as_alice.get(reverse("planning:signals", args=[year]))
    line = next(
        each
        for group in page.context["groups"]
        for each in group.lines
        if "Boekenweek" in each.signal.text
    )
    url = reverse("planning:signal_discuss", args=[year])

    answer = as_alice.post(url, {"key": line.signal.key})
    nonsense = as_alice.post(url, {"key": "nonsense"}, follow=True)

    assert answer.status_code == 302
    put = [each for each in filled(meeting) if each.added_by_id]
    assert [each.title for each in put] == [line.signal.text]
    assert "Dit signaal is er niet meer" in nonsense.text


def test_ticking_and_writing_do_not_undo_each_other(
    as_alice: Client, alice: User, library: Library
) -> None:
    meeting = planned(library)
    point = own_point(meeting, alice)
    started(meeting)
    seen = meetings.digest_of("")

    post(as_alice, "point_write", point.pk, {"seen": seen, "outcome": "Naar links."})
    post(as_alice, "point_write", point.pk, {"seen": seen, "outcome": "", "state": "done"})

    assert (reload(point).outcome, reload(point).state) == ("Naar links.", "done")


def test_two_texts_at_one_point_are_both_shown(
    as_alice: Client, alice: User, library: Library
) -> None:
    meeting = planned(library)
    point = own_point(meeting, alice)
    started(meeting)
    seen = meetings.digest_of("")
    post(as_alice, "point_write", point.pk, {"seen": seen, "outcome": "Naar links."})

    answer = post(as_alice, "point_write", point.pk, {"seen": seen, "outcome": "Naar rechts."})

    assert answer.status_code == 409
    assert "<blockquote>Naar links.</blockquote>" in answer.text
    assert "Naar rechts.</textarea>" in answer.text
    assert reload(point).outcome == "Naar links."
    again = {"seen": meetings.digest_of("Naar links."), "outcome": "Eerst links, dan rechts."}
    assert post(as_alice, "point_write", point.pk, again).status_code == 302
    assert reload(point).outcome == "Eerst links, dan rechts."


def test_htmx_gets_the_point_alone_and_the_counter_hears_of_it(
    as_alice: Client, alice: User, library: Library
) -> None:
    meeting = planned(library)
    point = own_point(meeting, alice)
    started(meeting)
    url = reverse("planning:point_write", args=[point.pk])
    data = {"seen": meetings.digest_of(""), "outcome": "", "state": "done"}
    whole = reverse("planning:consultation", args=[meeting.pk])
    before = as_alice.get(whole).context["open_count"]

    answer = as_alice.post(url, data, headers={"HX-Request": "true"})
    page = as_alice.get(whole)

    assert answer.text.strip().startswith(f'<li id="agenda-point-{point.pk}"')
    assert answer.headers["HX-Trigger"] == "agenda-changed"
    assert page.context["open_count"] == before - 1


def test_an_action_is_a_task_in_the_plan(as_alice: Client, alice: User, library: Library) -> None:
    meeting = planned(library)
    row = make_plan.item(library, "Reistafel", starts_on=today() + WEEK, involved=BOTH)
    point = next(each for each in filled(meeting) if each.source == f"upcoming:{row.pk}")
    started(meeting)
    before = today() + WEEK
    data = {
        "kind": "action",
        "text": "Poster drukken",
        "who": f"collection:{alice.pk}",
        "before": before.isoformat(),
    }

    answer = post(as_alice, "point_agree", point.pk, data)

    assert answer.status_code == 302
    with tenancy.library_scope(library):
        decision = Decision.objects.get()
        task = decision.task
        assert task is not None
        assert (decision.item_id, task.parent_id, task.kind) == (row.pk, row.pk, "task")
        assert (task.title, task.ends_on) == ("Poster drukken", before)
        assert list(task.involvements.values_list("person", flat=True)) == [alice.pk]
        assert task.changes.count() == 1
    post(as_alice, "decision_remove", decision.pk)
    with tenancy.library_scope(library):
        assert not Decision.objects.exists()
        assert PlanItem.objects.get(pk=task.pk).archived_at is not None


def test_a_signal_is_accepted_with_the_decision_as_its_reason(
    as_alice: Client, library: Library
) -> None:
    national(library)
    meeting = planned(library)
    point = next(each for each in filled(meeting) if "Boekenweek" in each.title)
    started(meeting)
    data = {"kind": "decision", "text": "Dit jaar niet mee.", "is_signal_accepted": "on"}

    post(as_alice, "point_agree", point.pk, data)

    with tenancy.library_scope(library):
        accepted = AcceptedSignal.objects.get()
    assert accepted.reason == "Dit jaar niet mee."
    assert f"signal:{accepted.key}" == point.source


def test_a_decision_knows_its_proposal(as_alice: Client, library: Library) -> None:
    wish = initiative(library, "TikTok-kanaal")
    meeting = planned(library)
    point = next(each for each in filled(meeting) if each.section == "choices")
    started(meeting)

    post(as_alice, "point_agree", point.pk, {"kind": "decision", "text": "Volgend jaar."})

    with tenancy.library_scope(library):
        assert list(wish.decisions.values_list("text", flat=True)) == ["Volgend jaar."]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"kind": "decision", "text": ""}, "Vul hier iets in."),
        ({"kind": "action", "text": "Poster"}, "Zeg wie het doet."),
        ({"kind": "action", "text": "Poster", "who": "marketing:999"}, "who"),
        ({"kind": "action", "text": "Poster", "before": "31-31-2027"}, "before"),
        ({"kind": "iets", "text": "Poster"}, "kind"),
    ],
)
def test_a_wrong_decision_is_refused_where_it_was_typed(
    as_alice: Client, alice: User, library: Library, data: dict[str, str], said: str
) -> None:
    meeting = planned(library)
    point = own_point(meeting, alice)
    started(meeting)

    answer = post(as_alice, "point_agree", point.pk, data)

    assert answer.status_code == 422
    lines = [line for group in answer.context["sections"] for line in group.lines]
    form = next(line for line in lines if line.point.pk == point.pk).decision_form
    assert said in form.errors or said in str(form.errors)
    with tenancy.library_scope(library):
        assert not Decision.objects.exists()


def test_what_is_left_goes_to_the_next_one_of_the_series(
    as_alice: Client, alice: User, library: Library
) -> None:
    with tenancy.library_scope(library):
        series = PlanSeries.objects.create(library=library, rule="FREQ=WEEKLY", starts_on=today())
    meeting, other, later = planned(library), planned(library, ahead=3), planned(library, ahead=7)
    with tenancy.library_scope(library):
        for each in (meeting, later):
            PlanItem.objects.filter(pk=each.pk).update(series=series, series_on=each.starts_on)
    initiative(library, "TikTok-kanaal")
    filled(meeting)
    done, left, handed = (own_point(meeting, alice, title) for title in ("Af", "Over", "Later"))
    started(meeting)
    blank = {"seen": meetings.digest_of("")}
    post(as_alice, "point_write", done.pk, blank | {"state": "done"})
    post(as_alice, "point_write", handed.pk, blank | {"outcome": "Half af.", "state": "carried"})

    post(as_alice, "consultation_close", meeting.pk, {"remarks": "Tot dan"})

    points = filled(later)
    assert titles(points, "carried") == ["Over", "Later"]
    assert "Vorige keer: Half af." in points[1].evidence
    assert points[0].carried_from_id == left.pk
    # What the plan itself knows comes back by itself, on the agenda that is next.
    assert titles(filled(other), "carried") == []
    assert titles(filled(other), "choices") == ["TikTok-kanaal"]
    with tenancy.library_scope(library):
        meeting.refresh_from_db()
    assert meeting.status == "done"


def test_notes_tell_what_was_spoken_about(as_alice: Client, alice: User, library: Library) -> None:
    meeting = planned(library)
    initiative(library, "TikTok-kanaal")
    filled(meeting)
    point = own_point(meeting, alice)
    running = started(meeting)
    act(running, point, alice)
    closed(meeting, alice)

    page = as_alice.get(reverse("planning:consultation", args=[meeting.pk]))

    # A decision is enough: nobody needs to tick as well.
    assert reload(point).state == "done"
    assert "Kast bij de ingang" in page.text
    assert "TikTok-kanaal" not in page.text
    assert "aan bod en kom" in page.text


def test_what_is_left_waits_for_a_consultation_and_survives_the_bin(
    alice: User, library: Library
) -> None:
    meeting = planned(library)
    own_point(meeting, alice)
    started(meeting)

    assert closed(meeting, alice) is None
    binned = planned(library, ahead=3)
    assert titles(filled(binned), "carried") == ["Kast bij de ingang"]
    with tenancy.library_scope(library):
        items.archive_item(binned, by=alice)
    assert titles(filled(planned(library, ahead=5)), "carried") == ["Kast bij de ingang"]
    assert titles(filled(planned(library, ahead=4)), "carried") == []


def test_the_notes_are_mailed_once_and_complete(
    as_alice: Client,
    alice: User,
    library: Library,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    mara = make.member(library, "mara", discipline="marketing").user
    outside = make.member(library, "piet", discipline="programming").user
    meeting = planned(library)
    point, left = own_point(meeting, alice, "Reistafel"), own_point(meeting, alice, "Folder")
    started(meeting)
    done = {"seen": meetings.digest_of(""), "outcome": "Naar links & rechts.", "state": "done"}
    post(as_alice, "point_write", point.pk, done)
    post(as_alice, "point_agree", point.pk, {"kind": "decision", "text": "We doen het."})
    action = {"who": f"marketing:{mara.pk}", "before": today().isoformat()}
    post(as_alice, "point_agree", point.pk, {"kind": "action", "text": "Poster", **action})

    with django_capture_on_commit_callbacks(execute=True):
        post(as_alice, "consultation_close", meeting.pk, {"remarks": "Koffie was op."})
    with django_capture_on_commit_callbacks(execute=True):
        post(as_alice, "consultation_mail", meeting.pk)
        again = post(as_alice, "consultation_close", meeting.pk, {"remarks": "Nog iets"})

    assert again.status_code == 409
    assert "Nog iets" in again.text
    (message,) = mail.outbox
    assert sorted(message.to) == sorted([alice.email, mara.email])
    assert outside.email not in message.to
    body = str(message.body)
    for said in ("We doen het.", "Poster (Mara, vóór", "Naar links & rechts.", "Koffie was op."):
        assert said in body
    assert body.index("Naar de volgende keer") < body.index(f"- {left.title}")
    assert f"/samen/overleg/{meeting.pk}/" in body


def test_mail_that_could_not_go_out_is_offered_again(
    as_alice: Client,
    alice: User,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    meeting = planned(library)
    started(meeting)

    def refuse(*args: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", refuse)
        with django_capture_on_commit_callbacks(execute=True):
            post(as_alice, "consultation_close", meeting.pk)
    page = as_alice.get(reverse("planning:consultation", args=[meeting.pk]))
    with django_capture_on_commit_callbacks(execute=True):
        post(as_alice, "consultation_mail", meeting.pk)

    assert "De notities konden niet worden gemaild." in page.text
    assert len(mail.outbox) == 1


def test_nothing_is_written_before_the_start_or_after_the_end(
    as_alice: Client, alice: User, library: Library
) -> None:
    meeting = planned(library)
    point = own_point(meeting, alice)
    write = {"seen": meetings.digest_of(""), "outcome": "Te vroeg", "state": "done"}
    agree = {"kind": "decision", "text": "Te vroeg"}

    early = [post(as_alice, "point_write", point.pk, write).status_code]
    early += [post(as_alice, "consultation_close", meeting.pk).status_code]
    started(meeting)
    closed(meeting, alice)
    late = [
        post(as_alice, "point_write", point.pk, write).status_code,
        post(as_alice, "point_agree", point.pk, agree).status_code,
    ]

    assert early + late == [409, 409, 409, 409]
    assert (reload(point).state, reload(point).outcome) == ("carried", "")


def test_a_start_by_mistake_is_taken_back(as_alice: Client, library: Library) -> None:
    meeting = planned(library, ahead=2)
    post(as_alice, "consultation_start", meeting.pk)
    initiative(library, "TikTok-kanaal")
    assert titles(filled(meeting), "choices") == []

    post(as_alice, "consultation_start", meeting.pk, {"back": "1"})

    assert titles(filled(meeting), "choices") == ["TikTok-kanaal"]


def test_own_points_come_off_and_those_of_the_plan_stay(
    as_alice: Client, alice: User, library: Library
) -> None:
    initiative(library, "TikTok-kanaal")
    meeting = planned(library, ahead=2)
    mine = own_point(meeting, alice)
    of_plan = next(each for each in filled(meeting) if each.section == "choices")

    for each in (mine, of_plan):
        post(as_alice, "point_remove", each.pk)

    points = filled(meeting)
    assert titles(points, "choices") == ["TikTok-kanaal"]
    assert titles(points, "other") == []


def test_a_point_needs_words(as_alice: Client, library: Library) -> None:
    meeting = planned(library, ahead=2)

    answers = [post(as_alice, "point_add", meeting.pk, {"title": each}) for each in ("", "x" * 201)]

    assert [each.status_code for each in answers] == [422, 422]
    assert titles(filled(meeting), "other") == []


def test_the_list_says_when_and_about_how_much(
    as_alice: Client, alice: User, library: Library
) -> None:
    url = reverse("planning:consultations")
    assert "Spreek elkaar op vaste dagen" in as_alice.get(url).text
    together(library)
    old = planned(library, title="Vorige")
    point = own_point(old, alice)
    started(old)
    post(as_alice, "point_agree", point.pk, {"kind": "decision", "text": "Kast naar links."})
    closed(old, alice)
    initiative(library, "TikTok-kanaal")
    planned(library, ahead=2)

    text = as_alice.get(url).text

    assert "met 2 punten op de agenda." in text
    assert "Kast naar links." in text


def queries_of(client: Client, url: str) -> int:
    client.get(url)  # the agenda is filled
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


def held_with_an_action(of: Library, by: User, *, days_ago: int) -> None:
    old = planned(of, ahead=-days_ago)
    act(started(old), own_point(old, by), by)
    closed(old, by)


def act(meeting: Consultation, point: AgendaItem, by: User) -> Decision:
    agreed = meetings.Agreed("action", "Poster", "collection", by, today())
    with tenancy.library_scope(meeting.library_id):
        return meetings.agree(point, agreed, by=by, today=today())


def test_the_list_needs_as_many_queries_for_three_as_for_one(
    as_alice: Client, alice: User, library: Library
) -> None:
    url = reverse("planning:consultations")
    counts = []
    for number in range(3):
        held_with_an_action(library, alice, days_ago=number)
        planned(library, ahead=number + 1)
        counts.append(queries_of(as_alice, url))

    # Filling asks the signals of this year, and in autumn also those of the next.
    assert counts[1:] == counts[:1] * 2
    assert counts[0] <= 60


def test_a_meeting_needs_as_many_queries_for_three_points_as_for_one(
    as_alice: Client, alice: User, library: Library
) -> None:
    meeting = planned(library)
    running = started(meeting)
    url = reverse("planning:consultation", args=[meeting.pk])
    counts = []
    for _number in range(3):
        act(running, own_point(meeting, alice), alice)
        counts.append(queries_of(as_alice, url))

    assert counts == [28] * 3


def test_strangers_and_other_kinds_find_nothing(
    as_alice: Client, as_charlie: Client, alice: User, library: Library
) -> None:
    meeting, activity = planned(library), make_plan.item(library)
    point = own_point(meeting, alice)
    pages = [
        as_charlie.get(reverse("planning:consultation", args=[meeting.pk])),
        as_alice.get(reverse("planning:consultation", args=[activity.pk])),
        post(as_charlie, "point_write", point.pk),
        post(as_charlie, "point_agree", point.pk),
        post(as_charlie, "item_discuss", activity.pk),
    ]

    assert [each.status_code for each in pages] == [404] * 5


def test_the_fragment_is_part_of_its_page(as_alice: Client, library: Library) -> None:
    url = reverse("planning:consultation", args=[planned(library, ahead=2).pk])

    page, fragment = as_alice.get(url), as_alice.get(url, headers={"HX-Request": "true"})

    assert "<html" not in fragment.text
    assert 'id="agenda-progress"' in fragment.text
    assert 'id="agenda-progress"' in page.text


def test_a_signal_of_a_year_without_a_plan_is_not_there(as_alice: Client, library: Library) -> None:
    for year in (0, 10_000):
        url = reverse("planning:signal_discuss", args=[year])
        assert as_alice.post(url, {"key": "gap_joint:x"}).status_code == 404
