"""What staff write on a profile, and the page for the management team that keeps it."""

import pytest
from django.test import Client
from django.utils import timezone

from planning import tenancy
from planning.models import Channel, Library
from segments.models import FloorQuote, Segment, SegmentChannel, SegmentSheet
from tests import make_plan
from tests.segments.explored import explored_library, name_things

URL = "/doelgroepen/segmenten/s3-rustige-buiten/"
HTMX = {"HX-Request": "true"}


def stored(library: Library) -> tuple[str, str]:
    with tenancy.library_scope(library):
        segment = Segment.objects.get(code="S3")
    return segment.text, segment.source


def seen(client: Client) -> str:
    return str(client.get(f"{URL}wie/").context["form"]["seen"].value())


def test_text_is_written_in_its_place(as_alice: Client, library: Library) -> None:
    name_things(library)
    words = {"text": "Wonen ruim.", "source": "Eigen beeld", "seen": seen(as_alice)}

    block = as_alice.post(f"{URL}wie/", words, headers=HTMX)

    assert block.text.strip().startswith('<section class="segment-who" id="segment-who"')
    assert "Wonen ruim." in block.text
    assert stored(library) == ("Wonen ruim.", "Eigen beeld")


def test_text_of_a_colleague_is_not_lost_unseen(as_alice: Client, library: Library) -> None:
    name_things(library)
    before = seen(as_alice)
    as_alice.post(f"{URL}wie/", {"text": "Van Bram.", "source": "", "seen": before})

    late = as_alice.post(f"{URL}wie/", {"text": "Van Noor.", "source": "", "seen": before})

    assert late.status_code == 422
    assert "Van Bram." in late.text
    assert stored(library) == ("Van Bram.", "")
    again = {"text": "Van Noor.", "source": "", "seen": late.context["form"]["seen"].value()}
    assert as_alice.post(f"{URL}wie/", again).headers["Location"] == URL
    assert stored(library) == ("Van Noor.", "")


def test_channels_are_said_and_taken_back(as_alice: Client, library: Library) -> None:
    name_things(library)
    paper = make_plan.channel(library, "Huis-aan-huisblad")
    post = make_plan.channel(library, "Instagram")
    url = f"{URL}kanalen/"

    as_alice.post(url, {f"fit_{paper.pk}": "1", f"source_{paper.pk}": "licentie"})
    with tenancy.library_scope(library):
        rows = SegmentChannel.objects.values_list("channel", "fit", "source")
        assert list(rows) == [(paper.pk, 1, "licentie")]
    page = as_alice.post(url, {f"fit_{post.pk}": "-1"}, headers=HTMX)

    assert [(each.channel.name, each.fit) for each in page.context["channels"]] == [
        ("Instagram", -1),
        ("Huis-aan-huisblad", None),
    ]


def test_channel_of_another_library_cannot_be_said(
    as_alice: Client, library: Library, stranger_library: Library
) -> None:
    name_things(library)
    theirs: Channel = make_plan.channel(stranger_library, "Hun krant")

    as_alice.post(f"{URL}kanalen/", {f"fit_{theirs.pk}": "1"})

    with tenancy.library_scope(library):
        assert not SegmentChannel.objects.exists()


def test_quote_is_added_and_taken_off(as_alice: Client, library: Library) -> None:
    name_things(library)
    today = timezone.localdate()
    said = {"text": "Vragen vaak naar grote letter", "heard_by": "Els", "heard_on": today}

    block = as_alice.post(f"{URL}vloer/", said, headers=HTMX)
    quote = block.context["quotes"][0]
    after = as_alice.post(f"/doelgroepen/segmenten/vloer/{quote.pk}/weg/", headers=HTMX)

    assert quote.added_by.name == "Alice"
    assert 'id="segment-quotes"' in after.text
    assert list(after.context["quotes"]) == []
    with tenancy.library_scope(library):
        assert FloorQuote.objects.get().archived_at is not None


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("text", "", "Vul hier iets in"),
        ("text", "Mail naar j.pot@example.org", "e-mailadres"),
        ("text", "Bel 06 1234 5678", "telefoonnummer"),
        ("heard_on", "2999-01-01", "moet nog komen"),
        ("heard_on", "gisteren", "datum bestaat niet"),
    ],
)
def test_quote_that_is_not_right_says_why(
    as_alice: Client, library: Library, field: str, value: str, expected: str
) -> None:
    name_things(library)
    said = {"text": "Reisgidsen van 2026?", "heard_on": timezone.localdate(), field: value}

    page = as_alice.post(f"{URL}vloer/", said)

    assert page.status_code == 422
    assert expected in " ".join(page.context["form"].errors[field])
    with tenancy.library_scope(library):
        assert not FloorQuote.objects.exists()


@pytest.mark.parametrize("path", ["wie/", "kanalen/", "vloer/"])
def test_fragment_is_part_of_its_page(as_alice: Client, library: Library, path: str) -> None:
    name_things(library)

    page, fragment = as_alice.get(URL + path), as_alice.get(URL + path, headers=HTMX)

    assert "<html" not in fragment.text
    assert without_token(fragment.text) in without_token(page.text)


def without_token(text: str) -> str:
    return "\n".join(line for line in text.strip().splitlines() if "csrf" not in line)


def test_stranger_writes_nothing(as_alice: Client, as_charlie: Client, library: Library) -> None:
    name_things(library)
    quote = {"text": "Grote letter?", "heard_on": timezone.localdate()}
    as_alice.post(f"{URL}vloer/", quote)
    with tenancy.library_scope(library):
        pk = FloorQuote.objects.get().pk

    answers = [
        as_charlie.post(f"{URL}wie/", {"text": "x"}),
        as_charlie.post(f"{URL}vloer/", quote),
        as_charlie.post(f"/doelgroepen/segmenten/vloer/{pk}/weg/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_sheet_keeps_what_stood_there(as_alice: Client, library: Library) -> None:
    explored_library(library)
    lead = as_alice.get(URL).context["lead"]

    made = as_alice.post(f"{URL}blad/?readers=adults&period=2025")
    as_alice.post(f"{URL}wie/", {"text": "Later geschreven.", "seen": seen(as_alice)})
    sheet = as_alice.get(made.headers["Location"])

    with tenancy.library_scope(library):
        content = SegmentSheet.objects.get().content
    assert "Later geschreven." not in sheet.text
    assert content["lead"] in lead.replace("<mark>", "").replace("</mark>", "")
    assert [bar["label"] for bar in content["bars"]] == [
        bar.label for bar in as_alice.get(URL).context["borrowing"].chart.bars
    ]
    assert made.headers["Location"] in as_alice.get(URL).text


def test_sheet_of_a_question_that_may_not_be_asked_is_not_made(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)

    assert as_alice.post(f"{URL}blad/?period=1999").status_code == 404


def test_sheet_is_printed_or_says_that_it_cannot_be(
    as_alice: Client, as_charlie: Client, library: Library
) -> None:
    explored_library(library)
    address = as_alice.post(f"{URL}blad/?period=2025&readers=adults").headers["Location"]

    without = as_alice.get(f"{address}blad.pdf")
    stranger = as_charlie.get(address)

    assert without.status_code == 503
    assert f'href="{address}"' in without.text
    assert stranger.status_code == 404
