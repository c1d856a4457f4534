"""The profile of a segment: what it shows of published figures, and of whom it is silent."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning import tenancy
from planning.models import Branch, Library
from segments.models import FloorQuote, Segment, SegmentScheme, TargetGroupSegment
from segments.suppression import State
from tests import make_plan
from tests.segments.explored import explored_library, fill, name_things, read_in, some_loans
from tests.segments.slow_rollups import slow_rollups

URL = "/doelgroepen/segmenten/s3-rustige-buiten/"
OVERVIEW = "/doelgroepen/segmenten/overzicht/"


def segment_of(library: Library, code: str = "S3") -> Segment:
    with tenancy.library_scope(library):
        return Segment.objects.get(library=library, code=code)


def test_profile_shows_the_indices_of_the_explorer_in_order(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)

    page = as_alice.get(URL)
    explorer = as_alice.get("/doelgroepen/segmenten/?period=2025&readers=adults")

    rows = explorer.context["heatmap"].parts[0].lines
    line = next(line for line in rows if line.label == "Rustige buiten")
    names = [head.label for head in explorer.context["heatmap"].heads()]
    told = {
        name: tile.value.text
        for name, tile in zip(names, line.tiles, strict=True)
        if tile.value.number is not None
    }
    bars = page.context["borrowing"].chart.bars
    assert {bar.label: bar.text for bar in bars}.items() <= told.items()
    indices = [int(bar.text) for bar in bars]
    assert indices == sorted(indices, reverse=True)
    assert "Een segment is een kans, geen persoon." in page.text


def test_profile_of_youth_is_another_than_that_of_adults(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)

    adults, youth = as_alice.get(URL), as_alice.get(f"{URL}?readers=youth")

    assert adults.context["source"].startswith("Volwassenen")
    assert youth.context["source"].startswith("Jeugd")


def test_hidden_segment_says_so_and_shows_no_figure(as_alice: Client, library: Library) -> None:
    name_things(library)
    few = [loan for loan in some_loans(1) if loan["segment"] != 3]
    few += [loan for loan in some_loans(1) if loan["segment"] == 3][:4]
    fill(library, slow_rollups(few, genres=5))
    read_in(library)

    page = as_alice.get(URL)

    assert page.context["borrowing"].chart is None
    assert page.context["facts"] == []
    assert page.context["talk"]["borrowing"] is None
    assert "te klein om te zeggen wat ze lenen" in page.text
    assert "minder dan 10 leners" in page.context["borrowing"].said


@pytest.mark.parametrize("slug", ["s3", "s3-een-oude-naam", "s3-rustige-buiten-extra"])
def test_another_name_leads_to_the_right_address(
    as_alice: Client, library: Library, slug: str
) -> None:
    explored_library(library)

    page = as_alice.get(f"/doelgroepen/segmenten/{slug}/?readers=youth")

    assert (page.status_code, page.headers["Location"]) == (302, f"{URL}?readers=youth")


@pytest.mark.parametrize("slug", ["s9-weg", "s33-rustige-buiten", "rustige-buiten"])
def test_unknown_code_is_not_found(as_alice: Client, library: Library, slug: str) -> None:
    explored_library(library)

    assert as_alice.get(f"/doelgroepen/segmenten/{slug}/").status_code == 404


def test_segment_of_an_earlier_edition_leads_to_that_of_now(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)
    with tenancy.library_scope(library):
        scheme = SegmentScheme.objects.create(library=library, name="Vroeger", is_active=False)
        Segment.objects.create(
            library=library,
            scheme=scheme,
            code="OUD",
            name="Stil land",
            position=90,
            shown_as=Segment.objects.get(code="S3"),
        )

    page = as_alice.get("/doelgroepen/segmenten/oud-stil-land/")

    assert page.headers["Location"] == URL


def test_stranger_finds_no_segment_of_ours(as_charlie: Client, library: Library) -> None:
    explored_library(library)

    assert as_charlie.get(URL).status_code == 404


@pytest.mark.parametrize("query", ["period=1999", "period=2025-03", "readers=everybody"])
def test_what_is_not_on_the_lattice_is_refused(
    as_alice: Client, library: Library, query: str
) -> None:
    explored_library(library)

    assert as_alice.get(f"{URL}?{query}").status_code == 422


def test_without_loans_the_page_says_which_file(
    as_alice: Client, as_adam: Client, library: Library
) -> None:
    name_things(library)

    page, admin = as_alice.get(URL), as_adam.get(URL)

    assert "zodra een export van de uitleningen is ingelezen" in page.text
    assert "/beheer/import/nieuw/" not in page.text
    assert "/beheer/import/nieuw/" in admin.text


def test_neighbours_and_their_readers_are_one_step_away(as_alice: Client, library: Library) -> None:
    explored_library(library)

    page = as_alice.get(f"{URL}?readers=youth&period=2025")

    assert page.context["before"][0] == "Drukke gezinnen"
    assert page.context["after"] == (
        "Ruim en reislust",
        "/doelgroepen/segmenten/s4-ruim-en-reislust/?readers=youth&period=2025",
    )


def test_places_are_those_of_each_branch_alone(as_alice: Client, library: Library) -> None:
    explored_library(library)

    url = as_alice.get(URL).context["later"]["places"].url
    rows = {row.name: row for row in as_alice.get(url).context["places"].rows}
    there = as_alice.get("/doelgroepen/segmenten/?period=2025&readers=adults&branch=CEN")

    line = next(
        line for line in there.context["heatmap"].parts[0].lines if line.label == "Rustige buiten"
    )
    assert rows["Cen"].loans == line.tiles[-1].value.text


def test_page_needs_as_many_queries_for_three_of_everything_as_for_one(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)
    counts = []
    for _each in range(2):
        with tenancy.library_scope(library):
            for _more in range(1 if not counts else 2):
                _add_everything(library)
        as_alice.get(URL)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = as_alice.get(URL)
        counts.append(len(queries))

    assert len(page.context["quotes"]) == 3
    assert len(page.context["doing"].campaigns) == 3
    assert counts[0] == counts[1]


def _add_everything(library: Library) -> None:
    segment = Segment.objects.get(code="S3")
    FloorQuote.objects.create(
        library=library, segment=segment, text="Grote letter?", heard_on=date(2025, 3, 4)
    )
    group = make_plan.target_group(library)
    TargetGroupSegment.objects.create(library=library, target_group=group, segment=segment)
    start = timezone.localdate() + timedelta(days=3)
    make_plan.item(library, kind="campaign", starts_on=start, target_group_id=group.pk)


@pytest.mark.parametrize(
    ("table", "first"), [("genres", "Genre"), ("branches", "Vestiging"), ("titles", "Titel")]
)
def test_file_holds_the_published_figures(
    as_alice: Client, library: Library, table: str, first: str
) -> None:
    explored_library(library)

    answer = as_alice.get(f"{URL}export.csv?table={table}&period=2025&readers=adults")
    sheet = as_alice.get(f"{URL}export.xlsx?table={table}&period=2025&readers=adults")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == first
    assert sheet.content[:2] == b"PK"
    if table == "genres":
        found = as_alice.get(URL).context["borrowing"].figures
        assert [row[0] for row in rows[1:]] == [each.genre.name for each in found]
        hidden = [each for each in found if each.state is State.SUPPRESSED]
        by_name = {row[0]: row for row in rows[1:]}
        assert all(by_name[each.genre.name][1:5] == [""] * 4 for each in hidden)


@pytest.mark.parametrize("query", ["table=members", "period=1999"])
def test_file_of_something_else_is_not_found(
    as_alice: Client, library: Library, query: str
) -> None:
    explored_library(library)

    assert as_alice.get(f"{URL}export.csv?{query}").status_code == 404


def test_overview_has_a_line_for_each_segment_and_leads_to_its_profile(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)

    page = as_alice.get(OVERVIEW)

    smalls = page.context["chart"].smalls
    assert [small.code for small in smalls] == ["S1", "S2", "S3", "S4"]
    assert as_alice.get(smalls[2].url).context["segment"].name == "Rustige buiten"
    assert [row[0] for row in page.context["chart"].table.rows] == [s.label for s in smalls]


def test_another_segment_stands_beside_it(as_alice: Client, library: Library) -> None:
    explored_library(library)

    page = as_alice.get(f"{URL}?with=S4")
    theirs = as_alice.get(page.context["other"][1])

    indices = {
        each.genre.name: str(each.index)
        for each in theirs.context["borrowing"].figures
        if each.index is not None
    }
    table = page.context["borrowing"].chart.table
    assert table.heads[-1] == "Index van Ruim en reislust"
    assert {row[0]: row[-1] for row in table.rows if row[-1]} == indices
    assert "with=" not in page.context["after"][1]
    assert as_alice.get(f"{URL}?with=S3").status_code == 422
    assert as_alice.get(f"{URL}?with=S9").status_code == 422


LATER = {
    "trend": ("Hoe het ging", "De uitleningen door de tijd"),
    "places": ("Waar lenen ze?", "De uitleningen per vestiging"),
    "parts": ("Waaruit het bestaat", "De subsegmenten"),
    "supply": ("Waar vragen ze naar, en wat staat er?", "Vraag en aanbod per genre"),
}


@pytest.mark.parametrize("name", LATER)
def test_block_comes_later_and_is_a_page_of_its_own(
    as_alice: Client, library: Library, name: str
) -> None:
    explored_library(library)
    part_of(library)
    title, link = LATER[name]

    profile = as_alice.get(f"{URL}?period=2025")
    block = profile.context["later"][name]
    page, part = as_alice.get(block.url), as_alice.get(block.url, headers={"HX-Request": "true"})

    address = block.url.replace("&", "&amp;")
    assert "period=2025" in address
    # While it is on its way, and where it never comes: its name, and a link to it.
    assert f'hx-get="{address}" hx-trigger="load"' in profile.text
    assert f'<a class="text-link" href="{address}">{link}</a>' in profile.text
    for answer in (profile, page):
        assert f'-head">{title}</h2>' in answer.text
    assert part.text.strip().startswith(f'<section class="section" id="segment-{name}"')
    assert part.text.strip() in page.text


def part_of(library: Library) -> None:
    """A sub-segment of S3, with nothing borrowed by it alone."""
    with tenancy.library_scope(library):
        whole = Segment.objects.get(library=library, code="S3")
        Segment.objects.create(
            library=library,
            scheme=whole.scheme,
            parent=whole,
            code="S3a",
            name="Boerderijen",
            position=40,
        )


def test_block_that_has_nothing_to_tell_is_not_announced(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)
    with tenancy.library_scope(library):
        Branch.objects.filter(library=library).exclude(code="CEN").delete()

    assert list(as_alice.get(URL).context["later"]) == ["trend", "supply"]


def test_sub_segments_that_are_too_small_say_so(as_alice: Client, library: Library) -> None:
    explored_library(library)
    part_of(library)

    page = as_alice.get(f"{URL}delen/?period=2025")

    assert "Van de subsegmenten zijn er te weinig leners om ze apart te noemen." in page.text
    assert "<table" not in page.text.partition('id="segment-parts"')[2].partition("</section>")[0]


def test_blocks_of_what_is_not_on_the_lattice_do_not_exist(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)

    for name in ("verloop", "plaatsen", "delen", "aanbod"):
        assert as_alice.get(f"{URL}{name}/?period=1999").status_code == 404


def test_trend_goes_by_quarters_while_there_are_few_years(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)

    page = as_alice.get(f"{URL}verloop/?readers=adults&period=2025")

    assert [period for period, _figure in page.context["trend"].rows] == [
        "1e kwartaal 2024",
        "1e kwartaal 2025",
    ]


def test_overview_without_loans_says_which_files(as_adam: Client, library: Library) -> None:
    page = as_adam.get(OVERVIEW)

    assert "een export van de uitleningen" in page.text
    assert "/beheer/import/nieuw/" in page.text
