"""The board: proposals, decisions with their reasons, and room made for them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from planning import tenancy
from planning.actions import choices
from planning.models import Capacity, Initiative, ItemChange, Library, Membership, PlanItem, User
from tests import make, make_plan

YEAR = 2027


def initiative(of: Library, title: str = "", **fields: Any) -> Initiative:
    with tenancy.library_scope(of):
        values = {"year": YEAR, "quarter": 2, "title": title or f"Plan {next(make.serial):04}"}
        return Initiative.objects.create(library=of, **(values | fields))


def reload(row: Initiative) -> Initiative:
    with tenancy.library_scope(row.library):
        return Initiative.objects.get(pk=row.pk)


def board(quarter: int | None = 2) -> str:
    url = reverse("planning:choices", args=[YEAR])
    return f"{url}?quarter={quarter}" if quarter else url


def decision(row: Initiative, status: str, **more: Any) -> dict[str, Any]:
    return {"version": row.version, "status": status, **more}


NO = {"reason_code": "hours", "reason": "Geen tijd naast de zomer.", "look_back_on": "2027-09-01"}


def test_the_board_shows_each_proposal_in_its_column_with_its_reason(
    as_alice: Client, library: Library
) -> None:
    initiative(library, "Zomer-ebooks")
    row = initiative(library, "TikTok-kanaal")
    as_alice.post(
        reverse("planning:initiative_decide", args=[row.pk]), decision(row, "declined", **NO)
    )

    columns = as_alice.get(board()).context["columns"]

    cards = {each.status: [card.initiative.title for card in each.cards] for each in columns}
    assert cards == {
        "proposed": ["Zomer-ebooks"],
        "accepted": [],
        "later": [],
        "declined": ["TikTok-kanaal"],
        "stopped": [],
    }
    text = as_alice.get(board()).text
    assert "Geen tijd naast de zomer." in text
    assert "terugkijken: 1 sep 2027" in text


def test_a_no_wants_a_reason_a_sentence_and_a_day(as_alice: Client, library: Library) -> None:
    row = initiative(library)
    url = reverse("planning:initiative_decide", args=[row.pk])

    response = as_alice.post(url, decision(row, "declined"))

    assert response.status_code == 422
    assert set(response.context["decide_form"].errors) == {"reason_code", "reason", "look_back_on"}
    assert reload(row).status == "proposed"
    again = as_alice.post(url, decision(row, "declined"), headers={"HX-Request": "true"})
    assert (again.status_code, again.headers["HX-Retarget"]) == (422, "#initiative")


def test_later_wants_no_reason_and_a_wrong_day_is_still_wrong(
    as_alice: Client, library: Library
) -> None:
    row = initiative(library)
    url = reverse("planning:initiative_decide", args=[row.pk])

    wrong = as_alice.post(url, decision(row, "later", look_back_on="31-02-2027"))
    right = as_alice.post(url, decision(row, "later"))

    assert (wrong.status_code, set(wrong.context["decide_form"].errors)) == (422, {"look_back_on"})
    assert (right.status_code, reload(row).status) == (302, "later")


def test_a_decision_says_who_and_when_and_a_yes_forgets_the_no(
    as_alice: Client, alice: User, library: Library
) -> None:
    row = initiative(library)
    url = reverse("planning:initiative_decide", args=[row.pk])
    as_alice.post(url, decision(row, "stopped", **NO))
    stopped = reload(row)
    assert (stopped.status, stopped.reason_code, stopped.decided_by_id) == (
        "stopped",
        "hours",
        alice.pk,
    )

    as_alice.post(url, decision(stopped, "accepted"))

    now = reload(row)
    assert (now.status, now.reason_code, now.look_back_on) == ("accepted", "", None)


def test_what_makes_room_moves_to_later(as_alice: Client, library: Library) -> None:
    with tenancy.library_scope(library):
        Capacity.objects.create(
            library=library, year=YEAR, quarter=2, discipline="marketing", hours=80
        )
    old = initiative(library, "Podcast", status="accepted", hours_marketing=60)
    new = initiative(library, "Reistafel", hours_marketing=52)
    panel = as_alice.get(f"{board()}&panel=initiative:{new.pk}").context["panel"]
    assert panel["consequence"] == ["Marketing: 112 van 80 uur, nu 60."]

    as_alice.post(
        reverse("planning:initiative_decide", args=[new.pk]),
        decision(new, "accepted", instead_of=[old.pk]),
    )

    assert (reload(new).status, reload(old).status) == ("accepted", "later")
    assert as_alice.get(board()).context["sentence"] == "Marketing houdt 28 uur over."


def test_too_many_hours_are_said_in_one_sentence(as_alice: Client, library: Library) -> None:
    with tenancy.library_scope(library):
        for discipline, hours in (("marketing", 80), ("collection", 100)):
            Capacity.objects.create(
                library=library, year=YEAR, quarter=2, discipline=discipline, hours=hours
            )
    initiative(library, status="accepted", hours_marketing=112, hours_collection=92)

    assert as_alice.get(board()).context["sentence"] == (
        "Marketing komt 32 uur tekort, collectie houdt 8 uur over. Kies 32 uur marketing minder."
    )


def test_somebody_who_decides_on_an_old_version_sees_the_new_one(
    as_alice: Client, as_adam: Client, library: Library
) -> None:
    row = initiative(library)
    url = reverse("planning:initiative_decide", args=[row.pk])
    as_adam.post(url, decision(row, "accepted"))

    response = as_alice.post(url, decision(row, "later"))

    assert response.status_code == 409
    assert "Iemand heeft dit intussen gewijzigd" in response.text
    assert reload(row).status == "accepted"


def test_an_edit_on_an_old_version_keeps_what_was_typed(as_alice: Client, library: Library) -> None:
    row = initiative(library, "Reistafel")
    url = reverse("planning:initiative_edit", args=[row.pk])
    as_alice.post(url, {"version": 1, "title": "Fietstafel", "quarter": 2})

    late = as_alice.post(url, {"version": 1, "title": "Wandeltafel", "quarter": 2})

    assert late.status_code == 409
    assert "Wandeltafel" in late.text
    assert reload(row).title == "Fietstafel"
    as_alice.post(url, {"version": 2, "title": "Wandeltafel", "quarter": 2})
    assert reload(row).title == "Wandeltafel"


def test_the_five_questions_are_ticked_together(as_alice: Client, library: Library) -> None:
    row = initiative(library)
    url = reverse("planning:initiative_tick", args=[row.pk])

    as_alice.post(url, {"ticked": ["has_signal", "is_repeatable"]})
    assert (reload(row).has_signal, reload(row).fits_focus_group) == (True, False)
    as_alice.post(url, {"ticked": []})

    assert not any(getattr(reload(row), name) for name in choices.CRITERIA)
    assert as_alice.post(url, {"ticked": ["title"]}).status_code == 422


def test_what_we_do_goes_into_the_plan_once(as_alice: Client, library: Library) -> None:
    group = make_plan.target_group(library)
    row = initiative(
        library,
        "Reistafel",
        status="accepted",
        hours_collection=16,
        hours_marketing=12,
        euros=Decimal(250),
        target_group=group,
    )
    url = reverse("planning:initiative_plan", args=[row.pk])

    days = {"starts_on": "2027-04-12", "ends_on": "2027-05-09"}
    first, second = as_alice.post(url, days), as_alice.post(url, days)

    with tenancy.library_scope(library):
        item = PlanItem.objects.get(initiative=row)
        assert first.headers["Location"] == item.get_absolute_url()
        assert (item.kind, item.starts_on, item.target_group, item.hours_marketing, item.euros) == (
            "campaign",
            date(2027, 4, 12),
            group,
            12,
            Decimal(250),
        )
        disciplines = item.involvements.values_list("discipline", flat=True)
        assert sorted(disciplines) == ["collection", "marketing"]
        assert ItemChange.objects.filter(item=item).count() == 1
    assert "initiative" in second.headers["Location"]


def test_a_proposal_that_is_not_chosen_stays_out_of_the_plan(
    as_alice: Client, library: Library
) -> None:
    row = initiative(library)

    as_alice.post(
        reverse("planning:initiative_plan", args=[row.pk]),
        {"starts_on": "2027-04-12", "ends_on": "2027-05-09"},
    )

    with tenancy.library_scope(library):
        assert not PlanItem.objects.filter(initiative=row).exists()


def test_in_the_plan_its_hours_count_once(as_alice: Client, alice: User, library: Library) -> None:
    with tenancy.library_scope(library):
        Capacity.objects.create(
            library=library, year=YEAR, quarter=2, discipline="marketing", hours=80
        )
    row = initiative(library, status="accepted", hours_marketing=30)
    before = as_alice.get(board()).context["rooms"].hours["marketing"].needed
    with tenancy.library_scope(library):
        choices.put_in_plan(row, by=alice, starts_on=date(2027, 4, 12), ends_on=date(2027, 5, 9))

    after = as_alice.get(board()).context["rooms"].hours["marketing"].needed

    assert (before, after) == (30, 30)


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"title": "x" * 121}, {"title": "A", "hours_marketing": "-1"}]
)
def test_a_proposal_with_a_mistake_is_not_written_down(
    as_alice: Client, library: Library, wrong: dict[str, str]
) -> None:
    response = as_alice.post(f"{reverse('planning:initiative_add')}?year={YEAR}", wrong)

    assert response.status_code == 422
    with tenancy.library_scope(library):
        assert not Initiative.objects.exists()


def test_a_new_proposal_stands_on_the_board_of_its_quarter(
    as_alice: Client, library: Library
) -> None:
    response = as_alice.post(
        f"{reverse('planning:initiative_add')}?year={YEAR}",
        {"title": "Reistafel", "quarter": "2", "euros": "1.250,50"},
    )

    with tenancy.library_scope(library):
        row = Initiative.objects.get()
    assert (row.year, row.quarter, row.euros) == (YEAR, 2, Decimal("1250.50"))
    assert response.headers["Location"] == f"{board()}&panel=initiative:{row.pk}"


def test_a_stranger_finds_no_proposal(as_charlie: Client, library: Library) -> None:
    row = initiative(library, "Geheim plan")

    for name in ("initiative", "initiative_edit", "initiative_plan"):
        assert as_charlie.get(reverse(f"planning:{name}", args=[row.pk])).status_code == 404
    for name in ("initiative_decide", "initiative_tick"):
        assert as_charlie.post(reverse(f"planning:{name}", args=[row.pk])).status_code == 404
    assert "Geheim plan" not in as_charlie.get(f"{board()}&panel=initiative:{row.pk}").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_needs_as_many_queries_for_three_as_for_one(
    as_alice: Client,
    library: Library,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        row = initiative(library, status="accepted", hours_marketing=3)
        make_plan.item(library, starts_on=date(2027, 4, 12), hours_marketing=2)
    as_alice.get(board())  # the session is fresh after this

    # 14 of the session, the person, the menu and the two scopes; rooms 8, focus 1, columns 1;
    # what last year's campaigns taught 2
    with django_assert_num_queries(26):
        response = as_alice.get(board())

    cards = [card.initiative for column in response.context["columns"] for card in column.cards]
    assert len(cards) == count
    assert row in cards


def test_only_managers_set_the_room(as_alice: Client, library: Library) -> None:
    manager = make.client(make.member(library, role=Membership.Role.MANAGER).user)
    url = reverse("planning:year_room", args=[YEAR])
    values = {"hours_2_marketing": "80", "euros_2": "7.500,00"}

    assert as_alice.post(url, values).status_code == 403
    assert manager.post(url, values).status_code == 302

    with tenancy.library_scope(library):
        assert [str(each) for each in Capacity.objects.all()] == ["2027-Q2 marketing: 80"]
    assert manager.get(url).context["form"]["euros_2"].value() == Decimal("7500.00")
    assert manager.post(url, {"hours_2_marketing": "veel"}).status_code == 422
    manager.post(url, {"hours_2_marketing": ""})
    with tenancy.library_scope(library):
        assert not Capacity.objects.exists()


def test_the_list_of_noes_can_be_read_and_printed(as_alice: Client, library: Library) -> None:
    row = initiative(library, "TikTok-kanaal")
    as_alice.post(
        reverse("planning:initiative_decide", args=[row.pk]), decision(row, "stopped", **NO)
    )

    text = as_alice.get(reverse("planning:choices_no", args=[YEAR])).text

    assert "We laten 0 dingen" in text
    assert "stoppen met 1" in text
    assert "TikTok-kanaal" in text
