"""The year plan: what it says, what it keeps, and that it costs the same whatever its size."""

import gzip
import json
import re
from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from planning import tenancy
from planning.models import (
    Holiday,
    Library,
    NationalCampaign,
    PlanSettings,
    PlanVersion,
    User,
    YearPlan,
)
from tests import make, make_plan

TODAY = date(2027, 3, 17)
URL = "/jaarplan/2027/"
BOTH = [("collection", None), ("marketing", None)]


@pytest.fixture(autouse=True)
def _today() -> "object":
    with time_machine.travel("2027-03-17 09:00+01:00", tick=False):
        yield


def page(browser: Client, query: str = "", *, year: int = 2027) -> str:
    response = browser.get(f"/jaarplan/{year}/{query}")
    assert response.status_code == 200
    return response.text


def words(text: str) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def national(of: Library, name: str = "Boekenweek", answer: str = "open") -> NationalCampaign:
    with tenancy.library_scope(of):
        return NationalCampaign.objects.create(
            library=of,
            code=name.lower(),
            year=2027,
            name=name,
            starts_on=date(2027, 10, 4),
            ends_on=date(2027, 10, 17),
            answer=answer,
        )


def test_plan_leads_to_this_year_with_its_filters(as_alice: Client) -> None:
    response = as_alice.get(reverse("planning:plan"), {"discipline": "marketing"})

    assert response.headers["Location"] == "/jaarplan/2027/?discipline=marketing"


def test_the_plan_opens_where_people_began(as_alice: Client, library: Library) -> None:
    make_plan.item(library, starts_on=date(2028, 3, 1))
    assert as_alice.get(reverse("planning:plan")).headers["Location"] == "/jaarplan/2028/"

    make_plan.item(library, starts_on=date(2027, 3, 1))

    assert as_alice.get(reverse("planning:plan")).headers["Location"] == "/jaarplan/2027/"


def test_next_year_is_offered_from_september_on(alice: User) -> None:
    assert "Naar 2028" not in page(make.client(alice))
    with time_machine.travel("2027-09-01 09:00+02:00"):
        assert "Naar 2028" in page(make.client(alice))


@pytest.mark.parametrize("year", [1999, 2000, 2101, 9999])
def test_year_that_nobody_plans_is_not_there(as_alice: Client, year: int) -> None:
    assert as_alice.get(f"/jaarplan/{year}/").status_code == 404


def test_plan_says_in_one_sentence_how_the_year_stands(as_alice: Client, library: Library) -> None:
    for month in (1, 3, 6):
        day = date(2027, month, 1)
        make_plan.item(library, kind="moment", starts_on=day, involved=BOTH)
    make_plan.item(library, kind="campaign", starts_on=date(2027, 5, 3), days=7)
    make_plan.item(library, kind="campaign", starts_on=date(2026, 5, 3))
    make_plan.item(library, kind="campaign", status="dropped")

    said = re.search(r'<p class="sentence" id="answer">(.*?)</p>', page(as_alice))

    assert said is not None
    assert words(said[1]) == (
        "1 campagne, 3 gezamenlijke momenten. Langste gat: 30 weken (juni–december)."
        " Geen botsingen."
    )


def test_empty_plan_offers_three_beginnings_and_the_plan_one_has(
    as_alice: Client, library: Library
) -> None:
    text = page(as_alice)

    assert "Nog geen campagnes, nog geen gezamenlijk moment." in words(text)
    assert "botsing" not in words(text)
    empty = text.partition('id="plan-empty"')[2].partition("<form")[0]
    addresses = re.findall(r'href="([^"]+)"', empty)
    assert [as_alice.get(each.replace("&amp;", "&")).status_code for each in addresses] == [200] * 4
    make_plan.item(library)
    assert 'id="plan-empty"' not in page(as_alice)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", {"Reistafel", "Ledenwerving", "Zomerstart"}),
        ("?discipline=collection", {"Reistafel", "Zomerstart"}),
        ("?discipline=joint", {"Zomerstart"}),
        ("?branch=OOS", {"Reistafel", "Ledenwerving"}),
        ("?kind=campaign", {"Ledenwerving"}),
        ("?kind=task", {"Bellen"}),
        ("?status=proposed", {"Zomerstart"}),
        ("?status=dropped", {"Afgeblazen"}),
        ("?q=reis", {"Reistafel"}),
        ("?q=reis&discipline=marketing", set()),
        ("?group=nieuw", {"Reistafel", "Ledenwerving", "Zomerstart"}),
        ("?zoom=quarter&period=2", {"Ledenwerving", "Zomerstart"}),
        ("?zoom=quarter", {"Reistafel", "Ledenwerving", "Bellen"}),
        ("?zoom=month&period=5", {"Zomerstart"}),
        ("?zoom=week&period=12", {"Ledenwerving"}),
    ],
)
@pytest.mark.parametrize("view", ["lanes", "table", "agenda"])
def test_each_view_shows_what_is_asked_for(
    as_alice: Client, library: Library, query: str, kept: set[str], view: str
) -> None:
    east, town = make.branch(library, "OOS", "Oost"), make.branch(library, "CEN", "Centrum")
    make_plan.item(library, "Reistafel", starts_on=date(2027, 3, 15), branches=[east])
    make_plan.item(
        library,
        "Ledenwerving",
        kind="campaign",
        starts_on=date(2027, 3, 22),
        days=14,
        involved=[("marketing", None)],
    )
    make_plan.item(
        library,
        "Zomerstart",
        kind="moment",
        starts_on=date(2027, 5, 11),
        involved=BOTH,
        status="proposed",
        branches=[town],
    )
    make_plan.item(library, "Bellen", kind="task", starts_on=date(2027, 2, 1), branches=[town])
    make_plan.item(library, "Afgeblazen", status="dropped", starts_on=date(2027, 4, 1))

    text = page(as_alice, f"{query}{'&' if query else '?'}view={view}").partition('id="lanes"')
    shown = text[2] or text[0].partition('class="with-panel"')[2]

    everything = {"Reistafel", "Ledenwerving", "Zomerstart", "Bellen", "Afgeblazen"}
    assert {name for name in everything if name in shown.partition('id="plan-signals"')[0]} == kept


def test_a_whole_year_says_what_it_leaves_out_and_where_that_is(
    as_alice: Client, library: Library
) -> None:
    make_plan.item(library, "Startbericht", kind="post")
    make_plan.item(library, "Bellen", kind="task")

    year, quarter = page(as_alice, "?view=agenda"), page(as_alice, "?view=agenda&zoom=quarter")
    posts = page(as_alice, "?view=agenda&kind=post")

    assert "In een heel jaar staan 2 taken, berichten en plekken op schermen niet:" in words(year)
    assert 'href="?view=agenda&amp;kind=post"' in year
    assert 'href="?zoom=quarter&amp;period=1&amp;view=agenda"' in year
    assert "In een heel jaar" not in quarter
    assert ("Startbericht" in posts, "Bellen" in posts) == (True, False)


def test_a_month_lists_nothing_under_a_day_on_which_it_is_not(
    as_alice: Client, library: Library
) -> None:
    make_plan.item(library, "Kerstbericht", kind="post", starts_on=date(2026, 12, 28))
    make_plan.item(library, "Wintertafel", starts_on=date(2026, 12, 28), days=20)

    agenda = as_alice.get("/jaarplan/2027/?zoom=month&period=1&view=agenda").context["agenda"]

    lines = [(line.day, line.name) for week in agenda[0].weeks for line in week.lines if line.bar]
    assert lines == [("vr 1", "Wintertafel")]


@pytest.mark.parametrize("view", ["agenda", "table"])
def test_posts_name_their_channel_and_tasks_their_campaign(
    as_alice: Client, library: Library, view: str
) -> None:
    campaign = make_plan.item(library, "Reistafel", kind="campaign", days=14)
    insta = make_plan.channel(library, "Instagram")
    long_ago = make_plan.item(library, "Wintertafel", starts_on=date(2026, 1, 5))
    make_plan.item(library, "Bellen", kind="task", parent=campaign)
    make_plan.item(library, "Terugkijken", kind="task", parent=long_ago)
    make_plan.item(library, "Reistafel online", kind="post", parent=campaign, channels=[insta])

    text = words(page(as_alice, f"?zoom=month&period=3&view={view}"))

    assert "Bellen Reistafel" in text
    assert "Terugkijken Wintertafel" in text
    assert "Reistafel online Instagram" in text


def test_the_name_of_the_page_goes_along_with_what_it_shows(
    as_alice: Client, library: Library
) -> None:
    part = as_alice.get("/jaarplan/2028/", headers={"HX-Request": "true"})

    assert json.loads(part.headers["HX-Trigger"])["retitle"] == {"value": "Jaarplan 2028"}


def test_filter_that_is_gone_is_left_out_and_said(as_alice: Client, library: Library) -> None:
    make_plan.item(library, "Reistafel")

    text = page(as_alice, "?branch=WEG&zoom=eeuw&period=99&panel=<b>&sort=x")

    assert "Iets in dit adres bestaat niet meer." in text
    assert "Reistafel" in text
    assert "<b>&" not in text


def test_filters_are_chips_that_come_off_one_by_one(as_alice: Client, library: Library) -> None:
    make_plan.item(library, "Reistafel")

    text = page(as_alice, "?zoom=quarter&period=1&discipline=collection&q=reis")

    chips = text.partition('class="chips"')[2].partition("</div>")[0]
    assert re.findall(r'<a class="chip[^"]*" href="([^"]+)"', chips) == [
        "/jaarplan/2027/?zoom=quarter&amp;period=1&amp;q=reis",
        "/jaarplan/2027/?zoom=quarter&amp;period=1&amp;discipline=collection",
        "/jaarplan/2027/?zoom=quarter&amp;period=1",
    ]
    assert "1 van 1 items getoond" in words(chips)


def test_item_is_named_in_full_for_who_only_hears_it(as_alice: Client, library: Library) -> None:
    make_plan.item(
        library,
        "Boekenweektafel",
        kind="campaign",
        starts_on=date(2027, 3, 22),
        days=14,
        involved=BOTH,
        channels=[make_plan.channel(library)],
    )
    make_plan.item(library, "Overleg", kind="consultation", start_time=time(10), involved=BOTH)

    text = words(page(as_alice, "?view=lanes"))

    assert (
        "Boekenweektafel , campagne, maandag 22 maart tot en met zondag 4 april,"
        " collectie en marketing, afgesproken" in text
    )
    assert "Overleg , overleg, maandag 15 maart, 10:00, collectie en marketing" in text


def test_each_item_stands_in_the_lane_of_its_disciplines(
    as_alice: Client, library: Library
) -> None:
    make_plan.item(library, "Kast")
    make_plan.item(library, "Folder", involved=[("marketing", None)])
    make_plan.item(library, "Feest", kind="moment", involved=BOTH)
    make_plan.item(library, "Overleg", kind="consultation", involved=BOTH)
    make_plan.item(library, "Taart", involved=[("other", None)])
    national(library)

    sections = re.findall(
        r'<section class="lane (\w+)"(.*?)</section>', page(as_alice, "?view=lanes"), re.DOTALL
    )

    names = {
        code: re.findall(r"Kast|Folder|Feest|Overleg<|Taart|Boekenweek", text)
        for code, text in sections
    }
    assert {code: set(found) for code, found in names.items()} == {
        "national": {"Boekenweek"},
        "collection": {"Kast"},
        "joint": {"Feest"},
        "marketing": {"Folder"},
        "other": {"Taart"},
        "consultation": {"Overleg<"},
        "signals": set(),
    }


def test_full_lane_says_how_much_is_left_out_and_where_it_is(
    as_alice: Client, library: Library
) -> None:
    for _ in range(16):
        make_plan.item(library, starts_on=date(2027, 6, 7), days=14)

    text = page(as_alice, "?view=lanes")

    assert "Toon 2 kleinere items" in words(text)
    more = re.search(r'class="left-out"><a href="([^"]+)"', text)
    assert more is not None
    assert more[1] == "/jaarplan/2027/?zoom=quarter&amp;period=2&amp;view=lanes"


def test_panel_of_an_item_and_of_a_national_campaign(as_alice: Client, library: Library) -> None:
    item = make_plan.item(library, "Reistafel")
    campaign = national(library)

    assert ">Reistafel</h2>" in page(as_alice, f"?panel=item:{item.pk}")
    assert "Boekenweek" in page(as_alice, f"?panel=national:{campaign.pk}").partition("<aside")[2]
    assert "<aside" not in page(as_alice, "?panel=item:999999")


@pytest.mark.parametrize("view", ["", "&view=table", "&view=agenda", "&zoom=quarter"])
def test_page_with_a_panel_has_no_id_twice(as_alice: Client, library: Library, view: str) -> None:
    item = make_plan.item(library, "Reistafel", starts_on=TODAY)
    make_plan.item(library, "Zomerstart", kind="moment", starts_on=TODAY, involved=BOTH)
    national(library)

    ids = re.findall(r'\sid="([^"]+)"', page(as_alice, f"?panel=item:{item.pk}{view}"))

    assert f"item-{item.pk}" in ids or view
    assert sorted(ids) == sorted(set(ids))


def test_stranger_sees_nothing_of_it(as_charlie: Client, library: Library) -> None:
    item = make_plan.item(library, "Reistafel")
    campaign = national(library)

    for query in ("", f"?panel=item:{item.pk}", f"?panel=national:{campaign.pk}", "?q=reis"):
        assert "Reistafel" not in page(as_charlie, query)
        assert "Boekenweek" not in page(as_charlie, query)


@pytest.mark.parametrize("query", ["", "?view=table", "?view=agenda", "?zoom=month", "?zoom=week"])
def test_fragment_is_part_of_its_page(as_alice: Client, library: Library, query: str) -> None:
    make_plan.item(library, "Reistafel")

    whole = as_alice.get(URL + query)
    fragment = as_alice.get(URL + query, headers={"HX-Request": "true"})
    restored = as_alice.get(
        URL + query, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )

    assert fragment.text.lstrip().startswith('<div id="plan">')
    assert _without_token(fragment.text).strip() in _without_token(whole.text)
    assert "<html" in restored.text
    assert "HX-Request" in whole.headers["Vary"]


def _without_token(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_holidays_of_the_region_are_in_the_agenda_and_behind_the_lanes(
    as_alice: Client, library: Library
) -> None:
    with tenancy.library_scope(library):
        for region in ("north", "south"):
            Holiday.objects.create(
                library=library,
                kind="school",
                region=region,
                name=f"Meivakantie {region}",
                starts_on=date(2027, 4, 24),
                ends_on=date(2027, 5, 2),
            )

    text = page(as_alice)

    assert "Meivakantie north" in text
    assert "Meivakantie south" not in text
    assert 'class="behind holiday w18 n1"' in text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Appel", "Citroen", "Banaan"]),
        ("&sort=title", ["Appel", "Banaan", "Citroen"]),
        ("&sort=-title", ["Citroen", "Banaan", "Appel"]),
        ("&sort=-when", ["Banaan", "Citroen", "Appel"]),
    ],
)
def test_table_is_sorted_as_asked(
    as_alice: Client, library: Library, query: str, titles: list[str]
) -> None:
    make_plan.item(library, "Banaan", starts_on=date(2027, 5, 1))
    make_plan.item(library, "Appel", starts_on=date(2027, 3, 1))
    make_plan.item(library, "Citroen", starts_on=date(2027, 4, 1))

    text = page(as_alice, f"?view=table{query}")

    assert re.findall(r">(\w+)</a></th>\n", text.partition("<tbody>")[2]) == titles


def test_table_changes_what_is_ticked(as_alice: Client, library: Library) -> None:
    item = make_plan.item(library, "Reistafel")
    text = page(as_alice, "?view=table")
    ticked = re.search(r'name="item" value="([^"]+)"', text)
    assert ticked is not None

    response = as_alice.post(
        reverse("planning:items_bulk"),
        {"item": ticked[1], "act": "later", "next": "/jaarplan/2027/?view=table"},
    )

    assert response.headers["Location"] == "/jaarplan/2027/?view=table"
    with tenancy.library_scope(library):
        item.refresh_from_db()
    assert item.starts_on == date(2027, 3, 22)


def test_month_has_weeks_days_and_what_lasts_longer(as_alice: Client, library: Library) -> None:
    make_plan.item(
        library, "Nieuwsbrief", kind="moment", starts_on=date(2027, 3, 9), start_time=time(9, 30)
    )
    make_plan.item(library, "Tafel", starts_on=date(2027, 3, 11), days=7)

    text = page(as_alice, "?zoom=month&period=3&view=lanes")

    assert re.findall(r'<th scope="row" rowspan="(\d)">', text) == ["2", "3", "3", "2", "2"]
    assert re.findall(r'<td colspan="(\d)">(?:<a)?', text) == ["3", "4", "3", "4"]
    assert "09:30" in text
    assert 'href="/momenten/nieuw/?starts_on=2027-03-09&amp;next=' in text


@pytest.mark.parametrize("view", ["", "?view=table", "?zoom=quarter", "?zoom=month"])
def test_plan_needs_as_many_queries_for_ten_as_for_one(
    as_alice: Client,
    library: Library,
    view: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    branch, channel = make.branch(library), make_plan.channel(library)
    group = make_plan.target_group(library)
    around = {"branches": [branch], "channels": [channel], "target_group": group}
    national(library)
    as_alice.get(URL)  # the first page of a session notes where it is from
    counts = []

    for item_count in (1, 9):
        for _ in range(item_count):
            make_plan.item(library, kind="campaign", starts_on=TODAY, involved=BOTH, **around)
        # session, user, memberships and two scopes (12), what every page asks; branches, groups;
        # items (5); national campaigns (2); settings, holidays; signals (6), reasons; views
        with django_assert_max_num_queries(38) as queries:
            as_alice.get(URL + view)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_year_of_160_items_stays_small(as_alice: Client, library: Library, alice: User) -> None:
    for number in range(160):
        make_plan.item(
            library,
            f"Een tafel met een behoorlijk lange naam {number}",
            kind=("campaign", "activity", "moment", "task")[number % 4],
            starts_on=date(2027, 1 + number % 12, 1 + number % 28),
            days=1 + number % 20,
            involved=[("collection", alice), *BOTH[number % 3 :]],
        )

    text = page(as_alice)

    assert len(gzip.compress(text.encode())) <= 60_000


def test_head_says_how_far_the_plan_is_where_plans_are_released(
    as_alice: Client, library: Library, adam: User
) -> None:
    assert "Vaststellen" not in page(as_alice)
    with tenancy.library_scope(library):
        PlanSettings.objects.create(library=library, parts=["release"])
    assert 'class="badge dashed">concept<' in page(as_alice)

    with tenancy.library_scope(library):
        plan = YearPlan.objects.create(library=library, year=2027)
        PlanVersion.objects.create(
            library=library,
            plan=plan,
            number=2,
            released_by=adam,
            released_at=datetime(2026, 12, 3, 12, tzinfo=UTC),
        )

    text = page(as_alice)
    assert 'class="badge">versie 2, vastgesteld op donderdag 3 december<' in text
    assert 'href="/jaarplan/2027/vaststellen/">Vaststellen…<' in text


def test_files_of_the_plan_keep_its_filters(as_alice: Client, library: Library) -> None:
    make_plan.item(library, "Reistafel")
    make_plan.item(library, "Folder", involved=[("marketing", None)])

    text = page(as_alice, "?discipline=marketing&zoom=quarter&view=table")

    addresses = re.findall(r'<a href="(/jaarplan/2027/export\.csv[^"]*)"', text)
    assert addresses == [
        "/jaarplan/2027/export.csv?zoom=quarter&amp;period=1&amp;discipline=marketing"
    ]
    content = as_alice.get(addresses[0].replace("&amp;", "&")).content.decode("utf-8-sig")
    assert "Folder" in content
    assert "Reistafel" not in content
