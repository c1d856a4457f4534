"""The first page: the week, what asks attention, the first steps, and what was read in last."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from planning import tenancy
from planning.actions import items, reviews
from planning.models import (
    Initiative,
    Library,
    Membership,
    NationalCampaign,
    PlanItem,
    Review,
    Snooze,
    User,
)
from segments.models import LoanImport
from tests import make, make_plan
from tests.authz_world import browser_of
from tests.segments.make_advice import make_advice

NETHERLANDS = ZoneInfo("Europe/Amsterdam")
HOME = "/"
TODAY = date(2027, 3, 15)  # a Monday
BOTH = (("collection", None), ("marketing", None))


@pytest.fixture
def in_march() -> Iterator[None]:
    noon = datetime.combine(TODAY, time(12), NETHERLANDS)
    with time_machine.travel(noon, tick=False):
        yield


def steps(browser: Client) -> list[str]:
    return [card.code for card in browser.get(HOME).context["cards"]]


def points(browser: Client, query: str = "") -> list[str]:
    return [row.point.title for row in browser.get(HOME + query).context["rows"]]


def keys(browser: Client) -> list[str]:
    return [row.point.key for row in browser.get(HOME).context["rows"]]


def read_in(library: Library, *, status: str = "done") -> LoanImport:
    with tenancy.library_scope(library):
        return LoanImport.objects.create(
            library=library,
            kind="loans",
            status=status,
            filename="uitleningen.csv",
            digest="0" * 64,
            read=1234,
            accepted=1234,
            finished_at=timezone.now(),
        )


def task(library: Library, person: User, title: str = "Titels kiezen", *, due: date) -> PlanItem:
    return make_plan.item(
        library, title, kind="task", starts_on=due, involved=[("collection", person)]
    )


# ------------------------------------------------------------------- the week


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "ma 23 – zo 29 november 2026"),
        (date(2026, 12, 2), "ma 30 november – zo 6 december 2026"),
        (date(2026, 12, 31), "ma 28 december 2026 – zo 3 januari 2027"),
    ],
)
def test_the_week_is_written_out(alice: User, day: date, words: str) -> None:
    with time_machine.travel(datetime.combine(day, time(12), NETHERLANDS), tick=False):
        assert words in make.client(alice).get(HOME).text


# ------------------------------------------------------------- the first steps


def test_an_empty_library_begins_with_the_plan(as_adam: Client, library: Library) -> None:
    assert steps(as_adam) == ["colleague", "plan", "national", "choices"]
    assert "Vier kleine stappen" in as_adam.get(HOME).text


def test_steps_leave_when_they_left_their_traces(as_adam: Client, library: Library) -> None:
    make.member(library, discipline="marketing")
    make_plan.item(library)
    with tenancy.library_scope(library):
        NationalCampaign.objects.create(
            library=library,
            code="boekenweek",
            name="Boekenweek",
            year=2027,
            starts_on=TODAY,
            ends_on=TODAY,
            answer="join",
        )
    assert steps(as_adam)[:2] == ["choices", "consultation"]
    assert "Noem een doelgroep" in as_adam.get(HOME).text

    make_plan.target_group(library)
    page = as_adam.get(HOME).text
    assert "Zeg wat je niet doet" in page
    assert reverse("planning:initiative_add") in page

    with tenancy.library_scope(library):
        Initiative.objects.create(
            library=library,
            year=2027,
            title="Podcast",
            status="declined",
            reason_code="hours",
            decided_at=timezone.now(),
            look_back_on=TODAY,
        )
    assert steps(as_adam)[0] == "consultation"

    make_plan.item(library, kind="consultation", involved=BOTH)

    assert {"branches", "files"} <= set(steps(as_adam))


def test_steps_about_data_are_for_administrators(
    as_alice: Client, as_adam: Client, library: Library
) -> None:
    everything_planned(library)
    assert steps(as_alice) == []
    assert steps(as_adam) == ["branches", "files"]

    make.branch(library)
    assert steps(as_adam) == ["files"]
    read_in(library)
    assert steps(as_adam) == ["explorer"]

    answer = as_adam.post(reverse("put_away_card"), {"card": "explorer", "open": "1"})

    assert answer.headers["Location"] == reverse("segments:explorer")
    assert as_adam.get(HOME).context["cards"] == []


def everything_planned(library: Library) -> None:
    """A library that took every step of the plan."""
    make.member(library, discipline="marketing")
    make_plan.item(library, starts_on=date(2020, 1, 6))
    make_plan.item(library, kind="consultation", starts_on=date(2020, 1, 6))
    make_plan.target_group(library)
    with tenancy.library_scope(library):
        NationalCampaign.objects.create(
            library=library, code="x", name="X", year=2020, starts_on=TODAY, ends_on=TODAY,
            answer="join",
        )  # fmt: skip
        Initiative.objects.create(
            library=library, year=2020, title="X", status="stopped", reason_code="hours",
            decided_at=timezone.now(), look_back_on=TODAY,
        )  # fmt: skip
    for member in members(library):
        member.cards_done = ["a3"]
        with tenancy.library_scope(library):
            member.save()


def members(library: Library) -> list[Membership]:
    with tenancy.library_scope(library):
        return list(Membership.objects.filter(library=library))


def test_a_step_can_be_put_away_by_one_person(
    as_alice: Client, as_adam: Client, library: Library
) -> None:
    assert "colleague" in steps(as_alice)
    assert "Adam kan dat voor je doen" in as_alice.get(HOME).text

    as_alice.post(reverse("put_away_card"), {"card": "colleague"})

    assert "colleague" not in steps(as_alice)
    assert "colleague" in steps(as_adam)


def test_a_real_library_advises_a_passkey_until_there_is_one(db: None) -> None:
    library = make.library(is_demonstration=False)
    member = make.member(library)
    everything_planned(library)
    assert steps(make.client(member.user)) == ["safety"]

    assert steps(browser_of(member.user)) == []


def test_the_traces_of_another_library_are_not_ours(
    as_alice: Client, stranger_library: Library
) -> None:
    everything_planned(stranger_library)

    assert "plan" in steps(as_alice)


# ------------------------------------------------------------------- attention


def test_nothing_urgent_says_so(as_adam: Client, library: Library) -> None:
    everything_planned(library)
    make.branch(library)
    read_in(library)
    as_adam.post(reverse("put_away_card"), {"card": "explorer"})

    page = as_adam.get(HOME)

    assert "Niets dringends, Adam." in page.text
    assert reverse("planning:plan") in page.text


@pytest.mark.usefixtures("in_march")
def test_points_stand_in_the_order_of_becoming_too_late(
    as_alice: Client, library: Library, alice: User
) -> None:
    task(library, alice, "Over tijd", due=TODAY - timedelta(days=3))
    task(library, alice, "Vandaag", due=TODAY)
    make_plan.item(
        library,
        "Overleg",
        kind="consultation",
        starts_on=TODAY,
        start_time=time(10),
        involved=BOTH,
    )
    make_plan.item(
        library, "Volgende maand", kind="consultation", starts_on=date(2027, 4, 12), involved=BOTH
    )
    task(library, make.member(library).user, "Van een ander", due=TODAY)

    found = [each for each in points(as_alice) if "zonder" not in each]

    # Joint before single on the same day.
    assert found == ["Over tijd", "Overleg", "Vandaag"]


@pytest.mark.usefixtures("in_march")
def test_a_signal_asks_attention_with_its_solution(as_alice: Client, library: Library) -> None:
    branch = make.branch(library)
    table = make_plan.display(library, branch, "Tafel")
    for title in ("Reistafel", "Tuintafel"):
        make_plan.item(library, title, starts_on=date(2027, 3, 22), days=14, display=table)

    page = as_alice.get(HOME)

    clash = next(row for row in page.context["rows"] if "clash_space" in row.point.key)
    assert "?panel=item:" in clash.point.url
    assert "Los het op" in page.text


@pytest.mark.usefixtures("in_march")
def test_a_national_campaign_asks_for_its_answer(as_alice: Client, library: Library) -> None:
    with tenancy.library_scope(library):
        campaign = NationalCampaign.objects.create(
            library=library,
            code="kunst",
            name="Week van de Kunst",
            year=2027,
            starts_on=date(2027, 5, 10),
            ends_on=date(2027, 5, 16),
        )

    (row,) = as_alice.get(HOME).context["rows"]

    assert row.point.is_joint
    assert row.point.url == f"/jaarplan/2027/landelijk/#n{campaign.pk}"


@pytest.mark.usefixtures("in_march")
def test_who_came_late_asks_nothing_any_more(as_alice: Client, library: Library) -> None:
    soon = make_plan.item(
        library,
        starts_on=date(2027, 3, 22),
        created_at=datetime(2027, 1, 4, 12, tzinfo=NETHERLANDS),
    )
    with tenancy.library_scope(library):
        items.join_item(soon, by=None, discipline="marketing")

    assert not any("late" in key for key in keys(as_alice))


@pytest.mark.usefixtures("in_march")
def test_an_accepted_signal_is_quiet(as_alice: Client, library: Library) -> None:
    from planning.actions.signals import accept_signal
    from planning.queries.signals import signals

    table = make_plan.display(library, make.branch(library), "Tafel")
    for title in ("Reistafel", "Tuintafel"):
        make_plan.item(library, title, starts_on=date(2027, 3, 22), days=14, display=table)
    with tenancy.library_scope(library):
        for signal in signals(library, 2027, today=TODAY):
            accept_signal(library, signal=signal, reason="Het past net", by=None)  # type: ignore[arg-type]

    assert points(as_alice) == []


def test_a_question_waits_for_a_manager_and_an_answer_for_its_asker(
    as_alice: Client, library: Library, alice: User
) -> None:
    boss = make.member(library, "ilse", role="manager")
    make.member(library, "noor", discipline="marketing")
    as_boss = make.client(boss.user)
    item = make_plan.item(library, "Nieuwsbrief april", starts_on=date(2030, 4, 1))
    with tenancy.library_scope(library):
        review = reviews.ask_review(item, by=alice, question="Mag dit?")

    assert points(as_alice) == []
    assert points(as_boss) == ["Akkoord gevraagd: Nieuwsbrief april"]
    assert "Wacht op jou" in as_boss.get(HOME).text
    assert "Wacht op jou" not in as_alice.get(HOME).text

    with tenancy.library_scope(library):
        reviews.answer_review(
            review, by=boss.user, item_version=1, is_agreed=False, reason="Korter graag"
        )

    assert points(as_boss) == []
    assert points(as_alice) == ["Aanpassing gevraagd: Nieuwsbrief april"]

    with tenancy.library_scope(library):
        items.change_item(item, by=alice, base=1, fields={"title": "Nieuwsbrief, kort"})

    assert points(as_alice) == []
    with tenancy.library_scope(library):
        assert Review.objects.get().state == "changes"


def test_a_stuck_file_is_for_who_may_answer(
    as_alice: Client, as_adam: Client, library: Library
) -> None:
    read_in(library, status="needs_answer")

    assert points(as_alice) == []
    assert points(as_adam) == ["uitleningen.csv is niet ingelezen"]


@pytest.mark.usefixtures("in_march")
def test_seven_are_shown_and_the_rest_on_request(
    as_alice: Client, library: Library, alice: User
) -> None:
    for number in range(9):
        task(library, alice, f"Taak {number}", due=TODAY - timedelta(days=number))

    page = as_alice.get(HOME)

    assert len(page.context["rows"]) == 7
    # The nine, and the weeks of this year without a joint moment.
    assert "Toon alle 10" in page.text
    assert "<mark>10 dingen</mark> vragen jullie aandacht." in page.text
    assert len(points(as_alice, "?all=1")) == 10


def test_nothing_of_another_library_asks_attention(
    as_alice: Client, stranger_library: Library, charlie: User, alice: User
) -> None:
    task(stranger_library, charlie, due=timezone.localdate())
    make_plan.item(
        stranger_library, kind="consultation", starts_on=timezone.localdate(), involved=BOTH
    )

    assert points(as_alice) == []


# ----------------------------------------------------------------------- later


@pytest.mark.usefixtures("in_march")
@pytest.mark.parametrize(
    ("when", "until"), [("tomorrow", date(2027, 3, 16)), ("week", date(2027, 3, 22))]
)
def test_later_is_for_a_while_and_for_oneself(
    as_alice: Client, library: Library, alice: User, when: str, until: date
) -> None:
    table = make_plan.display(library, make.branch(library), "Tafel")
    for title in ("Reistafel", "Tuintafel"):
        make_plan.item(library, title, starts_on=date(2027, 3, 29), days=14, display=table)
    other = make.client(make.member(library).user)
    (key,) = [each for each in keys(as_alice) if "clash_space" in each]

    answer = as_alice.post(reverse("put_later"), {"key": key, "when": when})

    assert answer.headers["Location"] == HOME
    assert key not in keys(as_alice)
    assert key in keys(other)
    assert "ding voor later" in as_alice.get(HOME).text
    with tenancy.library_scope(library):
        assert Snooze.objects.get().until == until
    with time_machine.travel(datetime.combine(until, time(8), NETHERLANDS), tick=False):
        assert key in keys(make.client(alice))


@pytest.mark.usefixtures("in_march")
def test_never_needs_a_reason(as_alice: Client, library: Library) -> None:
    make_plan.item(library, "Overleg", kind="consultation", starts_on=TODAY, involved=BOTH)
    (key,) = [each for each in keys(as_alice) if each.startswith("consultation")]

    refused = as_alice.post(reverse("put_later"), {"key": key, "when": "never"})

    assert refused.status_code == 422
    assert "Zeg in een paar woorden waarom dit niet hoeft." in refused.text
    assert '<details class="later" open>' in refused.text
    with tenancy.library_scope(library):
        assert not Snooze.objects.exists()

    as_alice.post(reverse("put_later"), {"key": key, "when": "never", "reason": "Valt uit"})

    assert key not in keys(as_alice)
    as_alice.post(reverse("bring_back"), {"key": key})
    assert key in keys(as_alice)


@pytest.mark.parametrize("values", [{}, {"key": "x", "when": "ooit"}, {"when": "week"}])
def test_a_wrong_later_is_refused(
    as_alice: Client, library: Library, values: dict[str, str]
) -> None:
    assert as_alice.post(reverse("put_later"), values).status_code == 422
    with tenancy.library_scope(library):
        assert not Snooze.objects.exists()


# ----------------------------------------------------------------------- tasks


@pytest.mark.usefixtures("in_march")
def test_a_ticked_task_is_done_and_can_be_undone(
    as_alice: Client, library: Library, alice: User
) -> None:
    todo = task(library, alice, due=TODAY + timedelta(days=3))
    assert [each.id for each in as_alice.get(HOME).context["tasks"]] == [todo.pk]

    page = as_alice.post(reverse("task_tick", args=[todo.pk]), {"version": 1}, follow=True)

    assert page.context["tasks"] == []
    assert "Klaar: Titels kiezen." in page.text
    as_alice.post(reverse("planning:item_undo", args=[todo.pk]), {"version": 2, "next": HOME})
    assert [each.id for each in as_alice.get(HOME).context["tasks"]] == [todo.pk]


def test_a_tick_needs_its_version_and_a_task_of_ours(
    as_alice: Client, as_charlie: Client, library: Library, alice: User
) -> None:
    todo = task(library, alice, due=TODAY)
    no_task = make_plan.item(library)

    assert as_alice.post(reverse("task_tick", args=[todo.pk])).status_code == 404
    for browser, item in ((as_charlie, todo), (as_alice, no_task)):
        answer = browser.post(reverse("task_tick", args=[item.pk]), {"version": 1})
        assert answer.status_code == 404
    with tenancy.library_scope(library):
        assert not PlanItem.objects.filter(status="done").exists()


def test_a_tick_does_not_hide_what_somebody_else_just_did(
    as_alice: Client, library: Library, alice: User
) -> None:
    todo = task(library, alice, due=TODAY)
    with tenancy.library_scope(library):
        items.change_item(todo, by=None, base=1, fields={"status": "dropped"})

    answer = as_alice.post(reverse("task_tick", args=[todo.pk]), {"version": 1})

    assert answer.headers["Location"] == todo.get_absolute_url()
    with tenancy.library_scope(library):
        assert PlanItem.objects.get(pk=todo.pk).status == "dropped"


# ---------------------------------------------------------- the page as a whole


@pytest.mark.usefixtures("in_march")
def test_six_weeks_show_what_is_coming(as_alice: Client, library: Library) -> None:
    make_plan.item(library, "Boekenweektafel", starts_on=date(2027, 3, 22), days=14)
    make_plan.item(library, "Ver weg", starts_on=date(2027, 6, 1))
    make_plan.item(library, "Taak", kind="task", starts_on=date(2027, 3, 22))

    page = as_alice.get(HOME)

    bars = [bar for lane in page.context["six_weeks"].lanes for bar in lane.bars]
    assert [(bar.entry.title, bar.start, bar.length) for bar in bars] == [("Boekenweektafel", 2, 2)]
    assert "In deze zes weken staat er niets samen." in page.text


def test_somebody_of_the_other_discipline_is_introduced(as_alice: Client, library: Library) -> None:
    noor = make.member(library, "noor", discipline="marketing")
    page = as_alice.get(HOME).text
    assert "Vraag Noor" not in page
    assert "Schrijf op wat collega’s je kunnen vragen" in page

    with tenancy.library_scope(library):
        noor.ask_me_about = "nieuwsbrieven"
        noor.save()

    assert "Vraag Noor (marketing) naar <b>nieuwsbrieven</b>." in as_alice.get(HOME).text


@pytest.mark.usefixtures("in_march")
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_three_as_for_one(
    library: Library, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    boss = make.member(library, "ilse", role="admin")
    browser = make.client(boss.user)
    table = make_plan.display(library, make.branch(library))
    group = make_plan.target_group(library)
    channel = make_plan.channel(library)
    for number in range(count):
        task(library, boss.user, f"Taak {number}", due=TODAY)
        made = make_plan.item(
            library,
            starts_on=TODAY + timedelta(days=7),
            days=14,
            kind="campaign",
            target_group=group,
            channels=[channel],
            display=table,
        )
        make_plan.item(library, kind="consultation", starts_on=TODAY, involved=BOTH)
        read_in(library, status="failed")
        with tenancy.library_scope(library):
            reviews.ask_review(made, by=None)
    browser.get(HOME)  # the session is fresh after this

    # session, user, memberships and the two scopes (12); items (4), signals (6), reviews, files,
    # what was put aside, traces, disciplines, hours and reviews of a manager, colleagues, last
    # file, advice, the menu; the end of the scope (2); guests and lessons that are waited for (4),
    # titles and tips of what starts soon (2), comments (1)
    with django_assert_num_queries(43):
        browser.get(HOME)


def test_open_advice_is_one_calm_line(as_alice: Client, library: Library) -> None:
    assert "advice-line" not in as_alice.get(HOME).text

    make_advice(library, certainty="much")
    make_advice(library, certainty="little")
    make_advice(library, status="refused", reason="Nee")
    text = as_alice.get(HOME).text

    assert "De cijfers geven collectie en marketing 2 dingen in overweging." in text
    assert "Bij één daarvan zijn er veel gegevens." in text


def test_htmx_gets_the_week_without_the_page(as_alice: Client, library: Library) -> None:
    fragment = as_alice.get(HOME, headers={"HX-Request": "true"})

    assert fragment.text.strip().startswith('<div id="this-week"')
    assert "announce" in fragment.headers["HX-Trigger"]


def test_what_was_read_in_last_is_told(as_alice: Client, library: Library) -> None:
    read_in(library)
    text = as_alice.get(HOME).text
    assert "uitleningen.csv" in text
    assert "1.234 rijen" in text

    read_in(library, status="draft")
    assert as_alice.get(HOME).context["last_import"].status == "done"
    read_in(library, status="running")
    assert as_alice.get(HOME).context["last_import"].status == "running"


def test_the_home_page_shows_nothing_of_another_library(
    as_charlie: Client, library: Library, charlie: User
) -> None:
    read_in(library)

    assert as_charlie.get(HOME).context["last_import"] is None
