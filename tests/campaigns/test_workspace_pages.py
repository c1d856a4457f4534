"""The pages of the workspace: open for who works here, closed for a stranger."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.actions import posts
from campaigns.models import Campaign, CampaignCount
from planning import tenancy
from planning.actions import comments
from planning.actions.items import change_item
from planning.models import Library, PlanItem, User
from tests import make, make_plan
from tests.make_campaigns import make_campaign
from tests.make_posts import make_post

PAGES = (
    *("campaign", "campaign_edit", "campaign_tasks", "campaign_talk"),
    *("campaign_copy", "campaign_group"),
)


def now(campaign: Campaign) -> Campaign:
    with tenancy.library_scope(campaign.library):
        return Campaign.objects.select_related("item__target_group").get(pk=campaign.pk)


def task_of(campaign: Campaign) -> PlanItem:
    with tenancy.library_scope(campaign.library):
        return PlanItem.objects.filter(parent=campaign.item, kind="task").earliest("ends_on", "pk")


@pytest.mark.parametrize("name", PAGES)
def test_workspace_page_is_for_who_works_here(
    library: Library, as_alice: Client, as_charlie: Client, name: str
) -> None:
    campaign = make_campaign(library, "Reizen begint in Dorp")
    url = reverse(f"campaigns:{name}", args=[campaign.pk])

    page, closed = as_alice.get(url), as_charlie.get(url)

    assert "Reizen begint in Dorp" in page.text
    assert closed.status_code == 404


def test_item_of_the_plan_opens_as_a_workspace(library: Library, as_alice: Client) -> None:
    group = make_plan.target_group(library, "Rustige buiten")
    item = make_plan.item(library, "Reizen", kind="campaign", target_group=group)

    page = as_alice.get(reverse("campaigns:campaign", args=[item.pk]))

    assert page.context["campaign"].pk == item.pk
    assert "Rustige buiten" in page.text


def test_workspace_without_a_group_asks_for_whom(library: Library, as_alice: Client) -> None:
    group = make_plan.target_group(library, "Rustige buiten")
    item = make_plan.item(library, "Reizen", kind="campaign")
    page, ask = (
        reverse(f"campaigns:{name}", args=[item.pk]) for name in ("campaign", "campaign_group")
    )

    asked = as_alice.get(page)
    nothing = as_alice.post(ask, {"version": "1"})
    answered = as_alice.post(ask, {"version": "1", "target_group": str(group.pk)})

    assert (asked.status_code, asked["Location"]) == (302, ask)
    assert nothing.status_code == 422
    assert answered["Location"] == page
    assert as_alice.get(page).context["item"].target_group == group


def test_activity_is_no_campaign(library: Library, as_alice: Client) -> None:
    item = make_plan.item(library, "Lezing")

    assert as_alice.get(reverse("campaigns:campaign", args=[item.pk])).status_code == 404


def test_core_says_what_comes_next_and_who_is_in_it(
    library: Library, as_alice: Client, alice: User
) -> None:
    starts_on = timezone.localdate() + timedelta(weeks=10)
    campaign = make_campaign(library, starts_on=starts_on, involved=[("collection", alice)])

    page = as_alice.get(reverse("campaigns:campaign", args=[campaign.pk]))

    assert [each.text for each in page.context["steps"]] == [
        "Vraag iemand van marketing erbij",
        "Schrijf de boodschap in één zin",
        "Spreek een doel af, met een getal en een dag",
        "Kies de titels",
        "Vraag een leidinggevende of gast wat die ervan vindt",
    ]
    assert [(each.names, each.ahead) for each in page.context["aboard"]] == [
        ("Alice", "10 weken voor de start"),
        ("", ""),
    ]


def form_of(page: object) -> dict[str, str | list[str]]:
    """The edit form as a browser would send it back."""
    form = page.context["form"]  # type: ignore[attr-defined]
    found: dict[str, str | list[str]] = {}
    for field in form:
        value = field.value()
        if isinstance(value, list):
            found[field.html_name] = [str(getattr(each, "pk", each)) for each in value]
        elif value not in (None, ""):
            found[field.html_name] = str(getattr(value, "pk", value))
    return found


def test_campaign_edit_changes_item_and_words(library: Library, as_alice: Client) -> None:
    campaign = make_campaign(library)
    url = reverse("campaigns:campaign_edit", args=[campaign.pk])
    sent = form_of(as_alice.get(url)) | {
        "title": "Op reis",
        "message": "Plan je reis in de bieb.",
        "goal": "visit",
        "goal_number": "60",
        "hours_marketing": "12",
    }

    saved = as_alice.post(url, sent)

    found = now(campaign)
    assert saved["Location"] == found.get_absolute_url()
    assert (found.item.title, found.item.hours_marketing, found.item.version) == ("Op reis", 12, 2)
    assert (found.message, found.goal, found.goal_number) == (
        "Plan je reis in de bieb.",
        "visit",
        60,
    )


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"not_doing": "Advertenties"}, "not_doing_why"),
        ({"not_doing_why": "Te duur"}, "not_doing"),
        ({"goal_number": "60"}, "goal"),
        ({"message": "x" * 161}, "message"),
        ({"target_group": ""}, "target_group"),
    ],
)
def test_campaign_edit_says_what_is_wrong(
    library: Library, as_alice: Client, sent: dict[str, str], field: str
) -> None:
    campaign = make_campaign(library)
    url = reverse("campaigns:campaign_edit", args=[campaign.pk])

    refused = as_alice.post(url, form_of(as_alice.get(url)) | sent)

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [field]
    assert now(campaign).item.version == 1


def test_campaign_edit_shows_both_versions_and_keeps_what_is_chosen(
    library: Library, as_alice: Client
) -> None:
    campaign = make_campaign(library, content={"message": "Eerst"})
    url = reverse("campaigns:campaign_edit", args=[campaign.pk])
    bob = make.member(library, "bob").user
    seen = form_of(as_alice.get(url))
    make.client(bob).post(url, seen | {"message": "Van Bob"})

    conflict = as_alice.post(url, seen | {"message": "Van Alice", "title": "Op reis"})
    settled = {
        **dict(conflict.context["hidden"]),
        "conflict": "message",
        "mine.message": "Van Alice",
        "theirs.message": "Van Bob",
        "pick.message": "mine",
    }
    as_alice.post(url, settled)

    assert conflict.status_code == 409
    assert "Van Bob" in conflict.text
    assert (now(campaign).message, now(campaign).item.title) == ("Van Alice", "Op reis")


def test_count_is_written_down_and_compared(library: Library, as_alice: Client) -> None:
    today = timezone.localdate()
    campaign = make_campaign(
        library, starts_on=today - timedelta(days=7), content={"goal": "visit", "goal_number": 60}
    )
    url = reverse("campaigns:count_add", args=[campaign.pk])
    day = (today - timedelta(days=2)).isoformat()
    sent = {"what": "visit", "phase": "during", "from_on": day, "number": "23"}

    before = as_alice.post(url, sent | {"phase": "before"})
    ahead = as_alice.post(url, sent | {"to_on": (today + timedelta(days=1)).isoformat()})
    saved = as_alice.post(url, sent)
    page = as_alice.get(reverse("campaigns:campaign", args=[campaign.pk]))

    assert list(before.context["count_form"].errors) == ["phase"]
    assert list(ahead.context["count_form"].errors) == ["to_on"]
    assert (before.status_code, saved.status_code) == (422, 302)
    assert page.context["progress"].reached == 23
    assert "23 van 60" in page.text


def test_count_of_another_campaign_is_not_taken_away(
    library: Library, as_alice: Client, as_charlie: Client
) -> None:
    campaign, other = make_campaign(library), make_campaign(library)
    days = {"from_on": date(2027, 3, 1), "to_on": date(2027, 3, 7)}
    with tenancy.library_scope(library):
        count = CampaignCount.objects.create(
            library=library, campaign=campaign, phase="before", what="visit", number=40, **days
        )
    wrong = reverse("campaigns:count_remove", args=[other.pk, count.pk])
    right = reverse("campaigns:count_remove", args=[campaign.pk, count.pk])

    answers = [
        as_alice.post(wrong).status_code,
        as_charlie.post(right).status_code,
        as_alice.post(right).status_code,
    ]

    assert answers == [404, 404, 302]
    with tenancy.library_scope(library):
        assert not CampaignCount.objects.exists()


def test_task_is_added_ticked_changed_and_dropped(
    library: Library, as_alice: Client, alice: User
) -> None:
    campaign = make_campaign(library)
    page = reverse("campaigns:campaign_tasks", args=[campaign.pk])
    as_alice.post(page, {"title": "Bordje", "day": "2027-03-08", "who": f"collection:{alice.pk}"})
    task = task_of(campaign)
    url = reverse("campaigns:task_change", args=[campaign.pk, task.pk])

    as_alice.post(url, {"version": "1", "tick": "1"})
    ticked = as_alice.get(page).context["done"]
    as_alice.post(url, {"version": "2", "reopen": "1"})
    as_alice.post(
        url,
        {"version": "3", "title": "Bord", "day": "2027-03-09", "who": "marketing:"},
    )
    changed = task_of(campaign)
    other = {"version": "3", "title": "Plank", "day": "2027-03-09", "who": "marketing:"}
    stale = as_alice.post(url, other, follow=True)
    as_alice.post(url, {"version": str(changed.version), "drop": "1"} | whole(changed))

    assert [each.task.title for each in ticked] == ["Bordje"]
    assert "Iemand anders wijzigde deze taak intussen" in stale.text
    assert (changed.title, changed.ends_on) == ("Bord", date(2027, 3, 9))
    assert as_alice.get(page).context["total"] == 0


def whole(task: PlanItem) -> dict[str, str]:
    return {"title": task.title, "day": task.ends_on.isoformat(), "who": "marketing:"}


def test_task_without_a_day_is_not_added(library: Library, as_alice: Client) -> None:
    campaign = make_campaign(library)

    refused = as_alice.post(
        reverse("campaigns:campaign_tasks", args=[campaign.pk]), {"title": "Bordje"}
    )

    assert refused.status_code == 422
    assert sorted(refused.context["form"].errors) == ["day", "who"]


def test_tasks_that_seem_to_be_done_say_so_and_are_ticked_by_a_person(
    library: Library, as_alice: Client
) -> None:
    campaign = make_campaign(library, titles=[1, 2])
    insta = make_plan.channel(library, "Instagram")
    post = make_post(library, campaign=campaign, channels=[insta])
    address = reverse("campaigns:campaign_tasks", args=[campaign.pk])
    as_alice.post(reverse("campaigns:task_checklist", args=[campaign.pk]), {"start": "table"})

    before = as_alice.get(address)
    with tenancy.library_scope(library):
        posts.change_post(post, by=None, fields={"text": "Kom."})
    after = as_alice.get(address)
    core = as_alice.get(campaign.get_absolute_url())

    assert signs(before) == {"Titels kiezen en kijken of er genoeg exemplaren zijn"}
    assert signs(after) == signs(before) | {"De berichten schrijven"}
    assert "0 van 7 taken klaar. 2 lijken al gedaan." in " ".join(after.text.split())
    assert "Er zijn 2 titels gekozen." in after.text
    assert core.context["post_channels"] == ["Instagram"]
    line = next(each for group in after.context["groups"] for each in group.lines if each.sign)
    ticked = {"version": line.task.version, "tick": "1"}
    as_alice.post(reverse("campaigns:task_change", args=[campaign.pk, line.task.pk]), ticked)
    assert line.task.title not in signs(as_alice.get(address))


def signs(page: Any) -> set[str]:
    lines = [line for group in page.context["groups"] for line in group.lines]
    return {line.task.title for line in lines if line.sign}


def test_checklist_comes_once(library: Library, as_alice: Client) -> None:
    campaign = make_campaign(library)
    url = reverse("campaigns:task_checklist", args=[campaign.pk])
    page = reverse("campaigns:campaign_tasks", args=[campaign.pk])

    for _again in range(2):
        as_alice.post(url, {"start": "first"})

    assert as_alice.get(page).context["total"] == 4


def test_remark_for_a_name_that_nobody_has_says_whom_it_may_mean(
    library: Library, as_alice: Client
) -> None:
    make.member(library, "noor", discipline="marketing")
    campaign = make_campaign(library)
    page = reverse("campaigns:campaign_talk", args=[campaign.pk])

    near = as_alice.post(page, {"body": "Wat vind je, @Nora?"}, follow=True)
    far = as_alice.post(page, {"body": "@Xantippe?"}, follow=True)
    known = as_alice.post(page, {"body": "@Noor?"}, follow=True)

    assert "Nora kennen we niet: bedoel je Noor? Zeg het dan nog een keer." in near.text
    assert "Xantippe kennen we niet, dus niemand vindt dit op Deze week." in far.text
    assert "kennen we niet" not in known.text
    assert len(known.context["open"]) == 3


def test_remark_is_about_a_title_names_somebody_and_is_settled(
    library: Library, as_alice: Client, alice: User
) -> None:
    noor = make.member(library, "noor", discipline="marketing")
    campaign = make_campaign(library, titles=[7])
    with tenancy.library_scope(library):
        campaign.titles.update(name="Wandelen in Drenthe")
        title = campaign.titles.get()
    page = reverse("campaigns:campaign_talk", args=[campaign.pk])

    empty = as_alice.post(page, {"body": ""})
    as_alice.post(page, {"body": "Wat vind je, @Noor?", "anchor": f"title:{title.pk}"})
    (said,) = as_alice.get(page).context["open"]
    home = make.client(noor.user).get("/")
    url = reverse("campaigns:comment_resolve", args=[campaign.pk, said.comment.pk])
    as_alice.post(url)
    after = as_alice.get(page).context
    quiet = make.client(noor.user).get("/")

    assert empty.status_code == 422
    assert said.about == "Wandelen in Drenthe"
    assert [(each.text, each.person) for each in said.pieces] == [
        ("Wat vind je, ", None),
        ("@Noor", noor.user_id),
        ("?", None),
    ]
    assert "Alice vraagt je iets" in home.text
    assert (after["open"], len(after["settled"])) == ([], 1)
    assert "Alice vraagt je iets" not in quiet.text


def test_who_answered_is_not_asked_any_more(library: Library, alice: User) -> None:
    noor = make.member(library, "noor", discipline="marketing").user
    item = make_plan.item(library, "Lezing")
    with tenancy.library_scope(library):
        comments.add_comment(item, body="@noor, doe je mee?", by=alice)
        before = make.client(noor).get("/").text
        comments.add_comment(item, body="Ja.", by=noor)
        after = make.client(noor).get("/").text

    assert "Alice vraagt je iets" in before
    assert "Alice vraagt je iets" not in after


def test_copy_goes_to_the_same_week_of_next_year(
    library: Library, as_alice: Client, alice: User
) -> None:
    campaign = make_campaign(library, "Reizen", starts_on=date(2027, 6, 14), by=alice)
    url = reverse("campaigns:campaign_copy", args=[campaign.pk])

    form = as_alice.get(url).context["form"]
    made = as_alice.post(
        url,
        {
            "title": "Reizen",
            "target_group": str(campaign.item.target_group_id),
            "starts_on": form["starts_on"].value().isoformat(),
        },
    )

    copy = as_alice.get(made["Location"]).context["campaign"]
    assert copy.item.starts_on == date(2028, 6, 12)
    assert copy.copied_from == campaign


def test_second_campaign_is_for_another_group(library: Library, as_alice: Client) -> None:
    campaign = make_campaign(library, content={"message": "Plan je reis"})
    other = make_plan.target_group(library, "Drukke gezinnen")
    url = reverse("campaigns:campaign_copy", args=[campaign.pk]) + "?for=group"
    sent = {"title": "Reizen", "starts_on": "2027-03-15"}

    same = as_alice.post(url, sent | {"target_group": str(campaign.item.target_group_id)})
    made = as_alice.post(url, sent | {"target_group": str(other.pk)})

    copy = as_alice.get(made["Location"]).context["campaign"]
    assert same.status_code == 422
    assert (copy.item.target_group, copy.message, copy.item.status) == (
        other,
        "Plan je reis",
        "agreed",
    )


def test_last_years_can_come_along_into_a_copied_plan(library: Library, as_alice: Client) -> None:
    last = make_campaign(library, "Reizen", content={"message": "Plan je reis"}, titles=[3])
    again = make_campaign(library, "Reizen", starts_on=date(2028, 3, 13))
    page = reverse("campaigns:campaign", args=[again.pk])
    url = reverse("campaigns:campaign_copy", args=[again.pk])

    offered = as_alice.get(page).context["last_years"]
    as_alice.post(url, {"take": "1"})
    twice = as_alice.post(url, {"take": "1"})

    assert offered == last
    assert now(again).message == "Plan je reis"
    assert twice.status_code == 404


def test_plan_and_item_lead_to_the_workspace(library: Library, as_alice: Client) -> None:
    campaign = make_campaign(library, start="first")
    url = reverse("campaigns:campaign", args=[campaign.pk])

    page = as_alice.get(reverse("planning:item", args=[campaign.pk]))
    task = as_alice.get(reverse("planning:item", args=[task_of(campaign).pk]))
    panel = as_alice.get(reverse("planning:year_plan", args=[2027]) + f"?panel=item:{campaign.pk}")

    assert [f'href="{url}"' in each.text for each in (page, task, panel)] == [True, True, True]


def test_history_of_the_item_tells_of_the_words(
    library: Library, as_alice: Client, alice: User
) -> None:
    campaign = make_campaign(library)
    url = reverse("campaigns:campaign_edit", args=[campaign.pk])
    as_alice.post(url, form_of(as_alice.get(url)) | {"message": "Plan je reis"})

    history = as_alice.get(reverse("planning:item", args=[campaign.pk])).context["history"]

    assert history[0].said == "gewijzigd: boodschap"


def test_campaign_in_the_bin_is_seen_and_not_changed(
    library: Library, as_alice: Client, alice: User
) -> None:
    campaign = make_campaign(library)
    with tenancy.library_scope(library):
        change_item(campaign.item, by=alice, base=1, fields={"title": "Weg"})
        PlanItem.objects.filter(pk=campaign.pk).update(archived_at=timezone.now())

    page = as_alice.get(reverse("campaigns:campaign", args=[campaign.pk]))
    edit = as_alice.get(reverse("campaigns:campaign_edit", args=[campaign.pk]))

    assert "prullenbak" in page.text
    assert edit.status_code == 404
