"""Pages of book tips: written one after another, used, taken back, printed."""

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.actions import tips as actions
from campaigns.models import BookTip
from planning import tenancy
from planning.models import Library, PlanSettings, User
from tests import make, make_plan
from tests.make_campaigns import make_campaign
from tests.make_posts import TEXT, Named, make_tip, shelve
from tests.segments import make_books

WORDS = {"text": "Lees dit eens.", "for_lovers_of": "fietsen", "by": "Els, Dorp"}


def all_tips(library: Library) -> list[BookTip]:
    with tenancy.library_scope(library):
        return list(BookTip.objects.order_by("pk"))


def test_tips_are_written_one_after_another_from_ticked_titles(
    as_alice: Client, library: Library
) -> None:
    shelve(library, "Een", "Twee", "Drie")

    begun = as_alice.get(reverse("segments:titles_next"), {"title": ["3", "1", "2"], "next": "tip"})
    pages, address = [], begun.url
    for _each in range(3):
        pages.append(as_alice.get(address).context["book"].name)
        address = as_alice.post(address, WORDS).url

    assert pages == ["Drie", "Een", "Twee"]
    assert address == reverse("campaigns:tips")
    assert [(tip.book, tip.title, tip.text) for tip in all_tips(library)] == [
        ("Drie", 3, "Lees dit eens."),
        ("Een", 1, "Lees dit eens."),
        ("Twee", 2, "Lees dit eens."),
    ]


def test_the_next_tip_keeps_by_whom_and_not_for_whom(as_alice: Client, library: Library) -> None:
    shelve(library, "Een", "Twee")
    group = make_plan.target_group(library)

    address = f"{reverse('campaigns:tip_add')}?titles=1,2"
    onward = as_alice.post(address, WORDS | {"target_group": group.pk}).url
    form = as_alice.get(onward).context["form"]

    assert (form.initial["target_group"], form.initial["by"]) == (None, "Els, Dorp")


def test_a_row_of_tips_for_a_group_is_for_it_to_the_end(as_alice: Client, library: Library) -> None:
    shelve(library, "Een", "Twee")
    group = make_plan.target_group(library)

    address = f"{reverse('campaigns:tip_add')}?titles=1,2&target_group={group.pk}"
    onward = as_alice.post(address, WORDS).url
    form = as_alice.get(onward).context["form"]

    assert form.initial["target_group"] == group


def test_a_tip_that_is_too_long_says_by_how_much(as_alice: Client, library: Library) -> None:
    shelve(library, "Een")

    response = as_alice.post(
        f"{reverse('campaigns:tip_add')}?titles=1", WORDS | {"text": "a" * 283}
    )

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "text": ["Dat zijn 283 tekens; met 3 minder past het."]
    }
    assert all_tips(library) == []


def test_a_tip_of_emoji_is_counted_as_people_see_them(as_alice: Client, library: Library) -> None:
    shelve(library, "Een")

    response = as_alice.post(
        f"{reverse('campaigns:tip_add')}?titles=1", WORDS | {"text": "👨\u200d👩\u200d👧" * 280}
    )

    assert response.status_code == 302
    assert len(all_tips(library)) == 1


def test_without_a_title_one_is_searched(as_alice: Client, library: Library) -> None:
    shelve(library, "Wandelen in Drenthe", "Twee")

    found = as_alice.get(reverse("campaigns:tip_add"), {"q": "wandel"})
    nothing = as_alice.get(reverse("campaigns:tip_add"), {"q": "zzz"})

    assert [book.name for book, _url in found.context["choices"]] == ["Wandelen in Drenthe"]
    assert "Niets gevonden bij “zzz”" in nothing.text


def test_a_library_without_a_catalogue_says_what_the_book_is_called(
    as_alice: Client, library: Library
) -> None:
    page = as_alice.get(reverse("campaigns:tip_add"))
    empty = as_alice.post(reverse("campaigns:tip_add"), WORDS)
    done = as_alice.post(
        reverse("campaigns:tip_add"), WORDS | {"name": "Reis", "author": "Vries, An de"}
    )

    assert "Er zijn hier geen titels ingelezen" in page.text
    assert empty.status_code == 422
    assert done.status_code == 302
    (tip,) = all_tips(library)
    assert (tip.book, tip.author, tip.title) == ("Reis", "An de Vries", None)


def test_a_tip_for_a_campaign_is_for_its_group(as_alice: Client, library: Library) -> None:
    shelve(library, "Een")
    group = make_plan.target_group(library)
    campaign = make_campaign(library, group=group)
    address = f"{reverse('campaigns:tip_add')}?titles=1&campaign={campaign.pk}"

    form = as_alice.get(address).context["form"]
    as_alice.post(address, WORDS | {"target_group": group.pk})

    assert form.initial["target_group"] == group
    assert [(tip.campaign_id, tip.target_group_id) for tip in all_tips(library)] == [
        (campaign.pk, group.pk)
    ]


def test_the_list_shows_live_tips_and_those_taken_back_apart(
    as_alice: Client, library: Library
) -> None:
    group = make_plan.target_group(library, "Rustige lezers")
    live = make_tip(library, Named("Wandelen"), target_group=group)
    gone = make_tip(library, Named("Fietsen"))
    with tenancy.library_scope(library):
        actions.take_back(gone, by=None, why="Uitverkocht")

    page = as_alice.get(reverse("campaigns:tips"))
    back = as_alice.get(reverse("campaigns:tips"), {"view": "back"})
    other = as_alice.get(reverse("campaigns:tips"), {"target_group": group.pk})

    assert [each.tip for each in page.context["tips"]] == [live]
    assert [each.tip for each in back.context["tips"]] == [gone]
    assert [each.tip for each in other.context["tips"]] == [live]
    assert "Wandelen" in page.text
    assert "Uitverkocht" in back.text
    assert page.context["answer"] == (
        "1 tip is live, van 1 collega. 1 daarvan is voor een doelgroep."
    )


def test_without_tips_the_page_asks_for_the_first(as_alice: Client) -> None:
    page = as_alice.get(reverse("campaigns:tips"))

    assert "Schrijf de eerste tip" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_tips_needs_as_many_queries_for_three_as_for_one(
    as_alice: Client, library: Library, count: int, django_assert_num_queries: object
) -> None:
    shelve(library, "Een", "Twee", "Drie")
    for number in range(1, count + 1):
        make_tip(library, Named(number=number))

    # Session, person and memberships, the frame of the page; groups, numbers, tips, covers.
    with django_assert_num_queries(23):  # type: ignore[operator]
        as_alice.get(reverse("campaigns:tips"))


def test_a_tip_is_changed_on_its_page(as_alice: Client, library: Library) -> None:
    tip = make_tip(library)
    address = reverse("campaigns:tip_edit", args=[tip.pk])

    as_alice.get(address)
    done = as_alice.post(address, WORDS | {"version": 1})
    late = as_alice.post(address, WORDS | {"version": 1, "text": "Nog anders."})

    assert done.status_code == 302
    assert late.status_code == 422
    assert "heeft dit intussen gewijzigd" in late.text
    assert [each.text for each in all_tips(library)] == ["Lees dit eens."]


def test_a_tip_is_taken_back_with_a_reason_and_put_back(as_alice: Client, library: Library) -> None:
    tip = make_tip(library)
    page, back = reverse("campaigns:tip", args=[tip.pk]), {"why": "Verkeerd boek"}

    refused = as_alice.post(reverse("campaigns:tip_take_back", args=[tip.pk]), {"why": ""})
    as_alice.post(reverse("campaigns:tip_take_back", args=[tip.pk]), back)
    gone = as_alice.get(page)
    as_alice.post(reverse("campaigns:tip_put_back", args=[tip.pk]))
    live = as_alice.get(page)

    assert refused.status_code == 422
    assert "Waarom? Zeg in een paar woorden waarom hij weg moet." in refused.text
    assert "Verkeerd boek" in gone.text
    assert "Deze tip is nergens te zien" in gone.text
    assert "Zet hem terug" in gone.text
    assert "Deze tip is nergens te zien" not in live.text
    assert [line.what for line in live.context["versions"]] == [
        "teruggezet",
        "teruggehaald",
        "geschreven",
    ]


def test_ones_own_tip_is_taken_back_without_a_reason(
    as_alice: Client, library: Library, alice: User
) -> None:
    tip = make_tip(library, by=alice)
    page = reverse("campaigns:tip", args=[tip.pk])

    form = as_alice.get(page).text
    as_alice.post(reverse("campaigns:tip_take_back", args=[tip.pk]), {"why": " "})

    assert "Het is je eigen tip: je hoeft niet te zeggen waarom." in form
    assert ": eigen tip" in as_alice.get(page).text
    assert [each.taken_back_by for each in all_tips(library)] == [alice]


def test_below_the_list_stands_what_is_made_when_nothing_is_ticked(
    as_alice: Client, library: Library
) -> None:
    for number in range(1, 8):
        make_tip(library, Named(number=number))

    page = as_alice.get(reverse("campaigns:tips"))
    made = as_alice.get(reverse("campaigns:tips_newsletter"))

    assert len(made.context["tips"]) == 5
    assert "Met de tips die je aanvinkt, anders de 5 nieuwste:" in page.text
    assert 'data-none="Met de 5 nieuwste van alle tips:"' in page.text


def test_an_older_version_is_shown_and_made_so_again(as_alice: Client, library: Library) -> None:
    tip = make_tip(library)
    with tenancy.library_scope(library):
        actions.change_tip(tip, by=None, fields={"text": "Later."})

    page = as_alice.get(reverse("campaigns:tip", args=[tip.pk]))
    as_alice.post(reverse("campaigns:tip_restore", args=[tip.pk]), {"version": 1})

    assert TEXT in page.text
    assert [each.text for each in all_tips(library)] == [TEXT]


def test_the_newsletter_has_the_chosen_tips_as_text_and_as_html(
    as_alice: Client, library: Library
) -> None:
    campaign = make_campaign(library, "Reizen", content={"link": "https://bieb.nl/reis"})
    first = make_tip(library, Named("Een <b>"), campaign=campaign)
    second = make_tip(library, Named("Twee"), text='Met "regels"\nen & meer.')
    gone = make_tip(library, Named("Drie"))
    with tenancy.library_scope(library):
        actions.take_back(gone, by=None, why="Weg")
    chosen = {"tip": [second.pk, first.pk, gone.pk]}

    page = as_alice.get(reverse("campaigns:tips_newsletter"), chosen)
    file = as_alice.get(reverse("campaigns:tips_newsletter_file"), chosen)

    assert [tip.book for tip in page.context["tips"]] == ["Twee", "Een <b>"]
    assert "Een <b> – Els Bakker" in page.context["plain"]
    assert page.context["plain"].endswith("https://bieb.nl/reis")
    assert file.headers["Content-Disposition"].startswith("attachment")
    html = file.content.decode()
    assert "<h3>Een &lt;b&gt; – Els Bakker</h3>" in html
    assert "Met &quot;regels&quot;<br>en &amp; meer." in html
    assert "utm_source=nieuwsbrief&amp;utm_medium=email&amp;utm_campaign=reizen" in html
    assert "Drie" not in html


def test_cards_have_a_code_to_the_catalogue(as_alice: Client, library: Library) -> None:
    make_books.insert(
        library, "segments_title", [(1, "k1", "9789000000015", "Reis", "Vries, Anna de")]
    )
    make_books.file(library, "holdings", [(1, 1, "", None, 1, None)])
    make_books.renew(library)
    tip = make_tip(library, Named("Reis", number=1))
    with tenancy.library_scope(library):
        PlanSettings.objects.create(library=library, catalogue="https://www.cat.nl/boek/{isbn}")

    page = as_alice.get(reverse("campaigns:tips_cards"), {"tip": tip.pk})

    (card,) = page.context["sheets"][0]
    assert card.readable == "cat.nl/boek/9789000000015"
    assert "Code die leidt naar cat.nl/boek/9789000000015" in page.text


def test_cards_without_an_address_have_no_code_and_say_how(
    as_alice: Client, library: Library
) -> None:
    for _each in range(5):
        make_tip(library)

    page = as_alice.get(reverse("campaigns:tips_cards"), {"size": "a4"})

    assert [len(sheet) for sheet in page.context["sheets"]] == [4, 1]
    assert "Een code om te scannen komt erbij" in page.text


def test_without_a_chromium_the_page_prints(
    as_alice: Client, library: Library, settings: object
) -> None:
    settings.CHROMIUM_PATH = ""  # type: ignore[attr-defined]
    make_tip(library)

    response = as_alice.get(reverse("campaigns:tips_cards_pdf"))

    assert response.status_code == 503
    assert reverse("campaigns:tips_cards") in response.text


def test_a_tip_stands_on_the_page_of_its_title_and_in_the_collection(
    as_alice: Client, library: Library
) -> None:
    shelve(library, "Reis")
    make_tip(library, Named("Reis", number=1))

    page = as_alice.get(reverse("segments:title", args=[1]))

    assert "boekentip van Els" in page.text


def test_the_other_discipline_finds_the_tip_on_this_week(
    as_alice: Client, library: Library, alice: User
) -> None:
    writer = make.member(library, discipline="marketing")
    make_tip(library, by=writer.user)

    page = as_alice.get(reverse("home"))

    assert "1 nieuwe boekentip van Els" in page.text


def test_a_stranger_sees_and_changes_no_tip(as_charlie: Client, library: Library) -> None:
    tip = make_tip(library)
    names = ("tip", "tip_edit", "tip_take_back", "tip_put_back", "tip_restore")

    got = [as_charlie.get(reverse(f"campaigns:{name}", args=[tip.pk])) for name in names[:2]]
    posted = [
        as_charlie.post(reverse(f"campaigns:{name}", args=[tip.pk]), {"why": "x", "version": 1})
        for name in names[1:]
    ]
    listed = as_charlie.get(reverse("campaigns:tips_newsletter"), {"tip": tip.pk})

    assert [each.status_code for each in got + posted] == [404] * 6
    assert listed.context["tips"] == []
    assert [(each.version, each.taken_back_at) for each in all_tips(library)] == [(1, None)]
