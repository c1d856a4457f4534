"""The pages where an administrator joins editions of the segmentation, and places areas."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from planning import tenancy
from planning.models import Branch, Library
from segments.models import Area, Municipality, Segment, SegmentScheme, StaleYear
from segments.queries import service_area as queries
from tests import make
from tests.conftest import acting_as
from tests.segments import explored

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Library:
    return make.library(slug="noorderveld")


@pytest.fixture
def as_alice(town: Library) -> Client:
    return make.client(make.member(town, "alice", role="admin").user)


def editions(town: Library) -> tuple[SegmentScheme, dict[str, Segment]]:
    """An earlier edition A, A1, B and one in use with X, X1, Y, of which Y is called as B is."""
    with tenancy.library_scope(town):
        old = SegmentScheme.objects.create(
            library=town, name="Wijs", edition="2024", is_active=False
        )
        new = SegmentScheme.objects.create(library=town, name="Wijs", edition="2026")
        rows = {}
        given = [(old, "A", ""), (old, "A1", "A"), (old, "B", ""), (new, "X", ""), (new, "X1", "X")]
        for position, (scheme, code, parent) in enumerate([*given, (new, "Y", "")], start=1):
            rows[code] = Segment.objects.create(
                library=town,
                scheme=scheme,
                code=code,
                name="Gezinnen" if code in "BY" else f"Segment {code}",
                parent=rows.get(parent),
                position=position,
            )
    return old, rows


def test_scheme_page_tells_what_is_in_use_and_what_is_not_converted(
    as_alice: Client, town: Library
) -> None:
    editions(town)

    page = as_alice.get(reverse("segments:scheme")).text

    assert "In gebruik: <mark>Wijs 2026</mark>, 2 segmenten met 1 subsegmenten." in page
    assert "3 codes zijn nog niet omgezet" in page


def test_scheme_page_without_a_segmentation_says_which_file_comes_first(as_alice: Client) -> None:
    page = as_alice.get(reverse("segments:scheme")).text

    assert "Er is nog geen segmentindeling ingelezen." in page
    assert "?kind=segmentindeling" in page


def test_mapping_page_proposes_the_same_name_and_saves_what_is_chosen(
    as_alice: Client, town: Library
) -> None:
    old, rows = editions(town)
    address = reverse("segments:scheme_map", args=[old.pk])
    form = as_alice.get(address).context["form"]
    assert [field.value() for _row, field in form.rows()] == ["", "", rows["Y"].pk]

    chosen = {f"segment_{rows['A'].pk}": rows["X1"].pk, f"segment_{rows['B'].pk}": rows["Y"].pk}
    response = as_alice.post(address, chosen)

    assert response.status_code == 302
    with tenancy.library_scope(town):
        shown = dict(Segment.objects.values_list("code", "shown_as__code"))
    assert shown == {"A": "X1", "A1": None, "B": "Y", "X": None, "X1": None, "Y": None}
    assert Library.objects.get(pk=town.pk).rollups_stale_at is not None


def test_mapping_page_refuses_a_segment_of_elsewhere(as_alice: Client, town: Library) -> None:
    old, rows = editions(town)
    address = reverse("segments:scheme_map", args=[old.pk])

    response = as_alice.post(address, {f"segment_{rows['A'].pk}": rows["B"].pk})

    assert response.status_code == 422
    assert "Kies een segment uit de lijst." in response.text
    assert Library.objects.get(pk=town.pk).rollups_stale_at is None


def test_scheme_pages_of_a_stranger_do_not_exist(town: Library) -> None:
    old, _rows = editions(town)
    charlie = make.client(make.member(make.library(), "charlie", role="admin").user)

    answers = [
        charlie.get(reverse(f"segments:{name}", args=[old.pk])).status_code
        for name in ("scheme_edit", "scheme_map")
    ]

    assert answers == [404, 404]


def areas(town: Library, count: int) -> list[Area]:
    with tenancy.library_scope(town):
        return [
            Area.objects.create(library=town, code=f"g{at}", name=f"Gebied {at}", position=at)
            for at in range(1, count + 1)
        ]


def test_service_area_saves_rows_and_what_is_said_of_the_ticked_ones(
    as_alice: Client, town: Library
) -> None:
    first, second, third = areas(town, 3)
    east, west = make.branch(town, "OOS", "Oost"), make.branch(town, "WES", "West")
    given = {
        f"municipality_{first.pk}": "Noorderveld",
        f"catchment_{first.pk}": east.pk,
        f"tick_{second.pk}": "on",
        f"tick_{third.pk}": "on",
        f"catchment_{third.pk}": east.pk,
        "municipality": "noorderveld",
        "catchment": west.pk,
    }

    response = as_alice.post(reverse("segments:service_area"), given)

    assert response.status_code == 302
    with tenancy.library_scope(town):
        found = Area.objects.order_by("pk").values_list("municipality__name", "catchment__name")
        assert list(found) == [("Noorderveld", "Oost"), *[("Noorderveld", "West")] * 2]
        assert Municipality.objects.count() == 1
        assert set(StaleYear.objects.values_list("year", flat=True)) == {0}


def test_service_area_refuses_an_unknown_branch(as_alice: Client, town: Library) -> None:
    (area,) = areas(town, 1)
    elsewhere = make.branch(make.library(), "X")

    response = as_alice.post(
        reverse("segments:service_area"), {f"catchment_{area.pk}": elsewhere.pk}
    )

    assert response.status_code == 422


def test_service_area_suggests_where_most_is_borrowed(town: Library) -> None:
    with acting_as("worker"):
        explored.explored_library(town)
    with tenancy.library_scope(town):
        lines = queries.area_lines(town)
        central = Branch.objects.get(library=town, code="CEN")

    # Six of ten loans everywhere are of Centrum, twice as many as of Oost.
    assert [(line.area.code, line.catchment) for line in lines] == [
        ("9001", central.pk),
        ("9002", central.pk),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_service_area_asks_as_much_for_three_as_for_one(
    as_alice: Client, town: Library, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    areas(town, count)
    address = reverse("segments:service_area")
    as_alice.get(address)

    # Those of every page; areas, households, branches (twice), municipalities, known periods.
    with transaction.atomic(), django_assert_num_queries(22):
        response = as_alice.get(address)

    assert len(response.context["lines"]) == count
