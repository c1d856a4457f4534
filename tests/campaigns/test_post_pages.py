"""Pages of posts: one step to a day and channel, words, previews, image, status, files."""

import io
from datetime import date

import icalendar
from django.test import Client
from django.urls import reverse
from PIL import Image

from campaigns.actions import posts as actions
from campaigns.models import Post
from planning import tenancy
from planning.models import Channel, Library, PlanItem
from tests import make, make_plan
from tests.make_campaigns import make_campaign
from tests.make_posts import make_post, make_tip, shelve

WORDS = {
    "text": "Stap op de fiets.",
    "heading": "Fietsen",
    "sentence": "",
    "shape": "square",
    "alt": "Een fiets.",
    "link": "",
    "title": "",
}


def saved(library: Library) -> Post:
    with tenancy.library_scope(library):
        return Post.objects.select_related("item").prefetch_related("variants").get()


def channel(library: Library, name: str = "Instagram") -> Channel:
    return make_plan.channel(library, name)


def test_a_post_is_put_on_a_day_and_channel_in_one_step(as_alice: Client, library: Library) -> None:
    campaign, insta = make_campaign(library, "Reizen"), channel(library)
    address = (
        f"{reverse('campaigns:post_add')}?campaign={campaign.pk}&day=2027-03-17&channel={insta.pk}"
    )

    page = as_alice.get(address)
    form = page.context["form"]
    done = as_alice.post(
        address, {"name": "Start", "day": "2027-03-17", "at": "10:00", "channels": [insta.pk]}
    )

    assert form.initial == {"name": "Reizen", "day": date(2027, 3, 17), "channels": [str(insta.pk)]}
    post = saved(library)
    assert done.url == reverse("campaigns:post", args=[post.pk])
    with tenancy.library_scope(library):
        item = PlanItem.objects.get(pk=post.pk)
        assert (item.title, item.starts_on, f"{item.start_time:%H:%M}", item.parent_id) == (
            *("Start", date(2027, 3, 17), "10:00", campaign.pk),
        )
        assert list(item.channels.all()) == [insta]


def test_a_post_needs_a_name_and_a_day(as_alice: Client, library: Library) -> None:
    response = as_alice.post(reverse("campaigns:post_add"), {"name": "", "day": "31-02-2027"})

    assert response.status_code == 422
    assert sorted(response.context["form"].errors) == ["day", "name"]


def test_a_library_without_channels_can_add_a_post(as_alice: Client, library: Library) -> None:
    page = as_alice.get(reverse("campaigns:post_add"))
    as_alice.post(reverse("campaigns:post_add"), {"name": "Bordje", "day": "2027-03-17"})

    assert "Er zijn nog geen kanalen" in page.text
    assert saved(library).item.title == "Bordje"


def test_a_post_from_a_tip_has_its_words(as_alice: Client, library: Library) -> None:
    tip = make_tip(library)
    address = f"{reverse('campaigns:post_add')}?tip={tip.pk}"

    as_alice.post(address, {"name": "Tip", "day": "2027-03-17"})

    assert saved(library).tip_id == tip.pk
    assert saved(library).heading == "Camperroutes"


def test_words_and_variants_are_saved(as_alice: Client, library: Library) -> None:
    insta = channel(library)
    post = make_post(library, channels=[insta])
    address = reverse("campaigns:post", args=[post.pk])

    as_alice.get(address)
    done = as_alice.post(address, WORDS | {f"variant_{insta.pk}": "Kort.", "version": 1})
    late = as_alice.post(address, WORDS | {"text": "Later", "version": 1})

    assert done.status_code == 302
    assert late.status_code == 422
    assert "heeft dit intussen gewijzigd" in late.text
    found = saved(library)
    assert (found.text, found.heading, found.version) == ("Stap op de fiets.", "Fietsen", 2)
    assert [each.text for each in found.variants.all()] == ["Kort."]


def test_a_wrong_address_keeps_what_was_written(as_alice: Client, library: Library) -> None:
    post = make_post(library, channels=[channel(library)])

    response = as_alice.post(
        reverse("campaigns:post", args=[post.pk]), WORDS | {"link": "geen adres", "version": 1}
    )

    assert response.status_code == 422
    assert "link" in response.context["form"].errors
    assert response.context["places"][0].pasted == "Stap op de fiets."


def test_the_preview_shows_what_stands_in_the_form_and_saves_nothing(
    as_alice: Client, library: Library
) -> None:
    blue = channel(library, "Bluesky")
    post = make_post(library, channels=[blue], text="Eerst")

    response = as_alice.post(
        reverse("campaigns:post_preview", args=[post.pk]),
        {"text": "a" * 310, "link": "https://www.bieb.nl/x"},
        headers={"HX-Request": "true"},
    )

    (place,) = response.context["places"]
    assert (place.fit.limit, place.fit.is_too_long, place.readable) == (300, True, "bieb.nl/x")
    assert "<html" not in response.text
    assert "a" * 10 + "</del>" not in response.text  # the address falls off too, after the words
    assert "bieb.nl/x</del>" in response.text
    assert saved(library).text == "Eerst"


def test_the_preview_is_part_of_its_page(as_alice: Client, library: Library) -> None:
    insta = channel(library)
    post = make_post(library, channels=[insta], text="Stap op de fiets.")

    page = as_alice.get(reverse("campaigns:post", args=[post.pk]))
    fragment = as_alice.post(
        reverse("campaigns:post_preview", args=[post.pk]), {"text": "Stap op de fiets."}
    )

    assert fragment.text.strip() in page.text


def test_a_status_saves_what_was_written(as_alice: Client, library: Library) -> None:
    post = make_post(library, channels=[channel(library)])
    address = reverse("campaigns:post", args=[post.pk])

    as_alice.post(address, WORDS | {"state": "agreed", "version": 1})

    assert (saved(library).text, saved(library).state) == ("Stap op de fiets.", "agreed")


def test_a_status_that_cannot_be_says_so_beside_its_button_and_keeps_the_words(
    as_alice: Client, library: Library
) -> None:
    post = make_post(library, channels=[channel(library)])
    address = reverse("campaigns:post", args=[post.pk])

    bare = as_alice.post(address, WORDS | {"text": "", "state": "agreed", "version": 1})
    unsaid = as_alice.get(bare.url)
    no_alt = as_alice.post(address, WORDS | {"alt": "", "state": "scheduled", "version": 2})
    undescribed = as_alice.get(no_alt.url)
    mended = as_alice.post(address, WORDS | {"version": 3})

    assert bare.url == f"{address}?to=agreed#further"
    assert unsaid.context["refused"] == "Dat kan nog niet. Wat nog ontbreekt: een tekst."
    assert undescribed.context["refused"] == (
        "Dat kan nog niet. Wat nog ontbreekt: een alt-tekst bij de afbeelding."
    )
    assert (saved(library).text, saved(library).state) == ("Stap op de fiets.", "concept")
    assert as_alice.get(f"{mended.url}?to=scheduled").context["refused"] == ""


def test_a_post_goes_from_concept_to_placed_with_who_and_when(
    as_alice: Client, library: Library
) -> None:
    post = make_post(library, channels=[channel(library)], **WORDS | {"title": None})
    address = reverse("campaigns:post", args=[post.pk])

    for version, state in enumerate(("agreed", "scheduled", "placed"), start=1):
        as_alice.post(address, WORDS | {"state": state, "version": version})
    stale = as_alice.post(address, WORDS | {"state": "scheduled", "version": 1})
    page = as_alice.get(address)

    assert "heeft dit intussen gewijzigd" in stale.text
    assert saved(library).state == "placed"
    assert [each.by for each in page.context["way"]] == ["", "Alice", "Alice", "Alice"]


def test_the_image_follows_what_is_being_written_and_nothing_is_saved(
    as_alice: Client, library: Library
) -> None:
    shelve(library, "Het verdwenen dorp")
    post = make_post(library, heading="Eerst")
    draft = {"heading": "Straks & later", "sentence": "", "title": "1", "shape": "landscape"}
    address = reverse("campaigns:post_image_drawn", args=[post.pk])

    drawn = as_alice.get(address, draft)
    image = as_alice.get(drawn.context["image"])
    before = as_alice.get(reverse("campaigns:post_image", args=[post.pk, "landscape"]))
    none = as_alice.get(address, {"heading": "", "sentence": "", "title": "", "shape": "square"})

    assert "Zo wordt hij als je opslaat." in drawn.text
    assert Image.open(io.BytesIO(image.content)).size == (1200, 630)
    assert image.headers["ETag"] != before.headers["ETag"]
    assert "<img" not in none.text
    assert saved(library).heading == "Eerst"


def test_a_tip_is_taken_over_in_one_click(as_alice: Client, library: Library) -> None:
    tip, post = make_tip(library), make_post(library, text="Weg hiermee")

    as_alice.post(reverse("campaigns:post_from_tip", args=[post.pk]), {"tip": tip.pk})

    assert saved(library).text.startswith("Camperroutes – Els Bakker")
    as_alice.post(reverse("campaigns:post_restore", args=[post.pk]), {"version": 1})
    assert saved(library).text == "Weg hiermee"


def test_a_book_that_no_catalogue_knows_is_on_the_image_of_its_tip(
    as_alice: Client, library: Library
) -> None:
    post = make_post(library, tip=make_tip(library))

    page = as_alice.get(reverse("campaigns:post", args=[post.pk]))
    image = as_alice.get(reverse("campaigns:post_image", args=[post.pk, "square"]))

    assert page.context["suggested_alt"].startswith("Omslag van “Camperroutes” van Els Bakker.")
    assert page.context["form"].fields["title"].choices == [("", "Camperroutes")]
    assert image.status_code == 200


def test_day_and_channels_are_the_plans(as_alice: Client, library: Library) -> None:
    post, blue = make_post(library), channel(library, "Bluesky")
    address = reverse("campaigns:post_when", args=[post.pk])
    given = {"name": "Later", "day": "2027-04-01", "channels": [blue.pk], "item_version": 1}

    as_alice.get(address)
    done = as_alice.post(address, given)
    late = as_alice.post(address, given | {"day": "2027-04-02"})

    assert done.status_code == 302
    assert late.status_code == 422
    assert saved(library).item.starts_on == date(2027, 4, 1)


def test_the_image_is_drawn_in_three_shapes_and_not_twice(
    as_alice: Client, library: Library
) -> None:
    shelve(library, "Het verdwenen dorp")
    post = make_post(library, heading="Lees mee", title=1)
    bare = make_post(library, "Kaal")

    sizes = {}
    for shape in ("square", "portrait", "landscape"):
        response = as_alice.get(reverse("campaigns:post_image", args=[post.pk, shape]))
        sizes[shape] = Image.open(io.BytesIO(response.content)).size
        assert response.headers["Content-Type"] == "image/png"
    again = as_alice.get(
        reverse("campaigns:post_image", args=[post.pk, "landscape"]),
        headers={"If-None-Match": response.headers["ETag"]},
    )
    wrong = as_alice.get(reverse("campaigns:post_image", args=[post.pk, "round"]))
    nothing = as_alice.get(reverse("campaigns:post_image", args=[bare.pk, "square"]))

    assert sizes == {"square": (1080, 1080), "portrait": (1080, 1350), "landscape": (1200, 630)}
    assert (again.status_code, again.content) == (304, b"")
    assert [wrong.status_code, nothing.status_code] == [404, 404]


def test_the_reminder_rings_on_the_day_with_the_text(as_alice: Client, library: Library) -> None:
    post = make_post(library, channels=[channel(library)], text="Stap op de fiets.")

    response = as_alice.get(reverse("campaigns:post_ics", args=[post.pk]))

    calendar = icalendar.Calendar.from_ical(response.content)
    (event,) = calendar.walk("VEVENT")
    (alarm,) = calendar.walk("VALARM")
    assert event.decoded("dtstart") == make_plan.DAY
    assert "Instagram:\nStap op de fiets." in str(event["description"])
    assert alarm["action"] == "DISPLAY"
    assert alarm.decoded("trigger").total_seconds() == 9 * 3600


def test_the_code_leads_to_the_address_with_tags(as_alice: Client, library: Library) -> None:
    post = make_post(library, link="https://bieb.nl/reis")
    bare = make_post(library, "Kaal")

    response = as_alice.get(reverse("campaigns:post_qr", args=[post.pk]))
    nothing = as_alice.get(reverse("campaigns:post_qr", args=[bare.pk]))

    image = Image.open(io.BytesIO(response.content)).convert("L")
    assert image.width == image.height >= 400
    assert {colour for _count, colour in image.getcolors() or []} == {0, 255}
    assert nothing.status_code == 404


def test_a_line_of_the_plan_that_is_a_post_opens_as_one(as_alice: Client, library: Library) -> None:
    item = make_plan.item(library, "Bericht", kind="post")
    task = make_plan.item(library, "Taak", kind="task")

    page = as_alice.get(reverse("campaigns:post", args=[item.pk]))
    other = as_alice.get(reverse("campaigns:post", args=[task.pk]))

    assert page.status_code == 200
    assert other.status_code == 404
    assert saved(library).pk == item.pk


def test_a_post_that_is_thrown_away_is_in_the_bin_of_the_plan(
    as_alice: Client, library: Library
) -> None:
    campaign = make_campaign(library)
    post = make_post(library, campaign=campaign)

    done = as_alice.post(reverse("campaigns:post_archive", args=[post.pk]))

    assert done.url == reverse("campaigns:campaign_channels", args=[campaign.pk])
    assert as_alice.get(reverse("campaigns:post", args=[post.pk])).status_code == 404
    with tenancy.library_scope(library):
        assert PlanItem.objects.get(pk=post.pk).archived_at is not None


def test_channels_of_a_campaign_show_its_posts_and_what_is_double(
    as_alice: Client, library: Library
) -> None:
    table = make_plan.display(library, make.branch(library), "Tafel")
    campaign = make_campaign(library, "Reizen", display=table)
    make_plan.item(library, "Boekenweek", display=table)
    insta = channel(library)
    make_post(library, "Startbericht", campaign=campaign, channels=[insta], text="Kom.")
    with tenancy.library_scope(library):
        actions.set_state(Post.objects.get(), by=None, state="agreed")

    page = as_alice.get(reverse("campaigns:campaign_channels", args=[campaign.pk]))

    assert "Startbericht" in page.text
    assert "is dubbel: ook voor “Boekenweek”" in page.text
    assert page.context["answer"] == "1 bericht."


def test_the_overview_goes_through_the_weeks(as_alice: Client, library: Library) -> None:
    make_post(library, "Maartbericht", channels=[channel(library)], day=date(2027, 3, 17))

    here = as_alice.get(reverse("campaigns:posts"), {"from": "2027-03-15"})
    later = as_alice.get(reverse("campaigns:posts"), {"from": "2027-06-01"})
    wrong = as_alice.get(reverse("campaigns:posts"), {"from": "morgen"})

    assert "Maartbericht" in here.text
    assert here.context["answer"] == "1 bericht: 1 nog concept."
    assert "Maartbericht" not in later.text
    assert wrong.status_code == 200


def test_without_channels_the_calendar_says_what_to_do(as_alice: Client, as_adam: Client) -> None:
    staff, admin = as_alice.get(reverse("campaigns:posts")), as_adam.get(reverse("campaigns:posts"))

    assert "Nog geen kanalen" in staff.text
    assert reverse("planning:channel_add") not in staff.text
    assert reverse("planning:channel_add") in admin.text


def test_a_stranger_sees_and_changes_no_post(as_charlie: Client, library: Library) -> None:
    campaign = make_campaign(library)
    post = make_post(library, campaign=campaign, heading="Kop", link="https://bieb.nl")
    of_post = [post.pk]
    read = [
        *(reverse(f"campaigns:{name}", args=of_post) for name in ("post", "post_ics", "post_qr")),
        reverse("campaigns:post_image", args=[post.pk, "square"]),
        reverse("campaigns:post_image_drawn", args=of_post),
        reverse("campaigns:post_when", args=of_post),
        reverse("campaigns:campaign_channels", args=[campaign.pk]),
    ]
    changed = [
        reverse(f"campaigns:{name}", args=of_post)
        for name in (
            *("post", "post_preview", "post_from_tip", "post_when"),
            *("post_archive", "post_restore"),
        )
    ]

    got = [as_charlie.get(url).status_code for url in read]
    posted = [as_charlie.post(url, {"state": "agreed", "version": 1}) for url in changed]

    assert got == [404] * 7
    assert [each.status_code for each in posted] == [404] * 6
    assert saved(library).state == "concept"
