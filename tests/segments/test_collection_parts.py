"""Parts of the collection: a list made while talking, one choice a row, and who really borrows."""

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from planning import tenancy
from planning.models import Branch, Library, TargetGroup
from segments.lattice import Period
from segments.models import CollectionPart, Genre, Segment, TargetGroupSegment
from segments.queries import loans, parts
from segments.suppression import State
from tests import make, make_plan
from tests.conftest import acting_as
from tests.segments import make_books
from tests.segments.explored import explored_library, name_things

LIST = reverse("segments:collection_parts")
BEGIN = reverse("segments:collection_parts_begin")
ADD = reverse("segments:collection_part_add")
HTMX = {"HX-Request": "true"}


def part(
    of: Library,
    name: str = "Reiskast",
    *,
    genres: tuple[str, ...] = (),
    branch: str = "",
    group: TargetGroup | None = None,
) -> CollectionPart:
    with tenancy.library_scope(of):
        made = CollectionPart.objects.create(
            library=of,
            name=name,
            branch=Branch.objects.get(code=branch) if branch else None,
            meant_for=group,
        )
        made.genres.set(
            Genre.objects.filter(name__in=genres), through_defaults={"library_id": of.pk}
        )
    return made


def group_of(of: Library, name: str, *segments: str, **ages: int) -> TargetGroup:
    group = make_plan.target_group(of, name)
    with tenancy.library_scope(of):
        TargetGroup.objects.filter(pk=group.pk).update(**ages)
        for code in segments:
            segment = Segment.objects.get(code=code)
            TargetGroupSegment.objects.create(library=of, target_group=group, segment=segment)
    return group


def steps(step: str, made: CollectionPart) -> str:
    return reverse(f"segments:collection_part{step}", args=[made.pk])


def fresh(made: CollectionPart) -> CollectionPart:
    with tenancy.library_scope(made.library):
        return CollectionPart.objects.get(pk=made.pk)


def test_a_part_shows_published_figures_and_nothing_of_its_own(library: Library) -> None:
    explored_library(library)
    everywhere = part(library, "Reizen", genres=("Reis", "Koken"))
    centre = part(library, "Reiskast", genres=("Reis",), branch="CEN")
    with tenancy.library_scope(library):
        basis = parts.basis(library, "adults", today=date(2026, 3, 1))
        assert basis is not None
        found = parts.borrowed(library, list(parts.parts(library)), basis)
        matrix = loans.matrix(library, basis.ask)
        of_branch = loans.by_branch(library, basis.ask)[1]

    reis, koken = 4, 5
    for row in found[everywhere.pk].rows:
        cells = [matrix.cell(row.position, reis), matrix.cell(row.position, koken)]
        assert row.loans == sum(cell.loans or 0 for cell in cells)
        assert row.hidden == sum(cell.state is State.SUPPRESSED for cell in cells)
    told = {row.position: row.loans for row in found[centre.pk].rows}
    assert told == {
        row.position: of_branch.cell(row.position, reis).loans or 0
        for row in of_branch.rows
        if row.position
    }
    assert 0 < found[centre.pk].known < found[everywhere.pk].known


def test_a_part_says_for_whom_it_is_and_who_comes(as_alice: Client, library: Library) -> None:
    explored_library(library)
    young = group_of(library, "Jonge gezinnen", "S1")
    rich = group_of(library, "Reizigers", "S4")
    wrong = part(library, "Reiskast", genres=("Reis",), group=young)
    right = part(library, "Reishoek", genres=("Reis",), group=rich)
    nobody = part(library, "Reisplank", genres=("Reis",))

    texts = [as_alice.get(steps("", each)).context["sentence"] for each in (wrong, right, nobody)]
    table = as_alice.get(LIST)

    share = re.search(r"\d+", texts[0])
    assert share is not None
    said = f"{share.group()}\N{NO-BREAK SPACE}% van wat we weten gaat naar"
    assert texts == [
        f"Bedoeld voor Jonge gezinnen, maar {said} Ruim en reislust.",
        f"Bedoeld voor Reizigers, en {said} hen.",
        f"Nog voor niemand bedoeld; {said} Ruim en reislust.",
    ]
    assert table.context["apart"].part == wrong
    assert "2 van 3 onderdelen hebben een groep." in table.text


def test_a_part_says_how_much_is_not_known(as_alice: Client, library: Library) -> None:
    explored_library(library)
    made = part(library, "Alles", genres=("Reis", "Koken", "Romans"))

    page = as_alice.get(steps("", made))

    found = page.context["borrowed"]
    assert found.hidden > 0
    assert "te klein om te tonen" in page.context["not_known"]
    assert f"{found.known}" in page.context["not_known"]


def test_without_segments_a_part_is_told_by_age(library: Library) -> None:
    explored_library(library, with_segments=False)
    old = group_of(library, "Senioren", from_age=60)
    made = part(library, "Romans", genres=("Romans",), group=old)
    with tenancy.library_scope(library):
        whole = parts.basis(library, "adults", today=date(2026, 3, 1))
        assert whole is not None
        known = loans.Known(has_ages=True, has_borrowers=True)
        basis = parts.Basis(whole.period, "adults", known)
        found = parts.borrowed(library, list(parts.parts(library)), basis)[made.pk]

    assert found.kind == "age"
    assert {row.name for row in found.rows if row.is_meant} == {"60-74 jaar", "75+ jaar"}


def test_the_file_holds_what_the_pages_show_and_no_formula(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)
    group = group_of(library, "Reizigers", "S4")
    made = part(library, "=Reis()", genres=("Reis",), group=group)
    part(library, "Leeg")

    shown_rows = as_alice.get(steps("", made)).context["borrowed"].rows
    content = as_alice.get(reverse("segments:collection_parts_csv")).content.decode("utf-8-sig")
    xlsx = as_alice.get(reverse("segments:collection_parts_xlsx"))

    rows = list(csv.reader(io.StringIO(content), delimiter=";"))[1:]
    assert [(row[6], row[7]) for row in rows if "Reis()" in row[0]] == [
        (each.name, str(each.loans) if each.loans else "") for each in shown_rows
    ]
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert [row[6] for row in rows if row[0] == "Leeg"] == [""]
    assert xlsx.content[:2] == b"PK"


# Without any data


def test_a_library_without_data_makes_its_list_and_fills_it_in(
    as_alice: Client, library: Library
) -> None:
    make.branch(library, "KD", "Klein Dorp")
    group = make_plan.target_group(library, "Jonge gezinnen")

    empty = as_alice.get(LIST)
    names = "Reiskast\n\n  Kast bij de   deur \nreiskast"
    as_alice.post(BEGIN, {"names": names, "kind": "bookcase"})
    with tenancy.library_scope(library):
        made = list(parts.parts(library))
    row = as_alice.post(steps("_mean", made[0]), {"meant_for": group.pk}, headers=HTMX)
    without = as_alice.post(steps("_mean", made[1]), {"meant_for": group.pk})
    after = as_alice.get(LIST).text

    assert "Welke kasten, hoeken of thema’s zijn er?" in empty.text
    assert [each.name for each in made] == ["Kast bij de deur", "Reiskast"]
    assert row.headers["HX-Trigger"] == "parts-changed"
    assert row.text.strip().startswith(f'<tr id="part-{made[0].pk}">')
    assert without.headers["Location"] == f"{LIST}#part-{made[1].pk}"
    assert [fresh(each).meant_for_id for each in made] == [group.pk, group.pk]
    assert "Elk onderdeel heeft een groep" in after
    assert "lidnummer" in after  # which file would tell more


def test_a_row_is_part_of_its_page(as_alice: Client, library: Library) -> None:
    explored_library(library)
    group = group_of(library, "Reizigers", "S4")
    made = part(library, genres=("Reis",), branch="CEN")

    row = as_alice.post(
        steps("_mean", made), {"meant_for": group.pk, "readers": "adults"}, headers=HTMX
    ).text
    page = as_alice.get(f"{LIST}?readers=adults").text

    def bare(text: str) -> str:
        text = re.sub(r"<input[^>]*csrf[^>]*>", "", text).replace("Bewaard", "")
        return re.sub(r"\s+", " ", text).strip()

    assert bare(row) in bare(page)


def test_genres_are_proposed_once(as_alice: Client, library: Library) -> None:
    name_things(library)
    with tenancy.library_scope(library):
        reis = Genre.objects.get(name="Reis")

    as_alice.post(BEGIN, {"names": "", "kind": "bookcase", "genres": [reis.pk]})

    with tenancy.library_scope(library):
        made = CollectionPart.objects.get()
        assert [genre.name for genre in made.genres.all()] == ["Reis"]
        assert "Reis" not in {each.name for each in parts.free_genres(library)}
        assert "Koken" in {each.name for each in parts.free_genres(library)}
    assert made.kind == "part"


def test_an_empty_list_is_refused(as_alice: Client, library: Library) -> None:
    response = as_alice.post(BEGIN, {"names": "  \n", "kind": "bookcase"})

    assert response.status_code == 422
    assert "Schrijf minstens één naam." in response.text


def test_a_part_is_made_changed_put_away_and_put_back(as_alice: Client, library: Library) -> None:
    name_things(library)
    group = make_plan.target_group(library, "Senioren")
    with tenancy.library_scope(library):
        reis = Genre.objects.get(name="Reis")
        branch = Branch.objects.get(code="CEN")
    values = {
        "name": "Lentetafel",
        "kind": "theme",
        "branch": branch.pk,
        "meant_for": group.pk,
        "why": "Ze komen in de lente.",
        "genres": [reis.pk],
        "starts_on": "2027-03-01",
        "ends_on": "2027-05-31",
        "titles": "",
    }

    as_alice.post(ADD, values)
    with tenancy.library_scope(library):
        made = CollectionPart.objects.get()
    wrong = as_alice.post(steps("_edit", made), {**values, "ends_on": "2027-02-01"})
    again = as_alice.post(ADD, {**values, "name": "lentetafel"})
    as_alice.post(steps("_edit", made), {**values, "name": "Zomertafel"})
    as_alice.post(steps("_archive", made))
    away = as_alice.get(LIST)
    as_alice.post(steps("_restore", made))

    assert (wrong.status_code, again.status_code) == (422, 422)
    assert [each.name for each in away.context["archived"]] == ["Zomertafel"]
    assert away.context["lines"] == []
    assert fresh(made).archived_at is None
    assert (fresh(made).meant_for_id, fresh(made).why) == (group.pk, "Ze komen in de lente.")


def test_titles_that_were_ticked_become_a_theme(as_alice: Client, library: Library) -> None:
    name_things(library)
    group = make_plan.target_group(library, "Senioren")
    titles = [("9789000000011", "978-90-0000-001-1"), ("9789000000028", "9789000000028")]
    rows = [(n, f"PPN{n}", isbn, f"Titel {n}", "") for n, (isbn, _typed) in enumerate(titles, 1)]
    make_books.insert(library, "segments_title", rows)
    typed = "\n".join(typed for _isbn, typed in titles)
    query = {"kind": "theme", "name": "Lente", "titles": typed, "target_group": str(group.pk)}

    form = as_alice.get(ADD, query).context["form"]
    as_alice.post(ADD, {"name": "Lente", "kind": "theme", "titles": typed})
    with tenancy.library_scope(library):
        made = CollectionPart.objects.get()
        numbers = sorted(made.titles.values_list("title", flat=True))
    page = as_alice.get(steps("", made))
    edit = as_alice.get(steps("_edit", made)).context["form"]

    assert form.initial == {
        "kind": "theme",
        "name": "Lente",
        "titles": typed,
        "meant_for": str(group.pk),
    }
    assert numbers == [1, 2]
    assert len(page.context["titles"]) == 2
    assert sorted(edit.initial["titles"].split()) == ["9789000000011", "9789000000028"]


def test_a_theme_adds_up_what_may_be_told_of_its_titles(library: Library) -> None:
    explored_library(library)
    group = group_of(library, "Starters", "S1")
    made = part(library, "Lente", group=group)
    cells = [(1, 1, 60), (1, 2, 40), (4, 1, 20), (2, 3, 500), (-1, 1, 100), (-1, 2, 60)]
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO segments_title_reader (library_id, year, age, segment, title, loans,"
            " borrowers, least) VALUES (%s, 2025, 11, %s, %s, %s, 10, 10)",
            [(library.pk, *cell) for cell in cells],
        )
    with tenancy.library_scope(library):
        basis = parts.Basis(
            Period.parse("2025"),
            "adults",
            loans.Known(has_ages=True, has_segments=True, has_borrowers=True),
        )
        found = parts.borrowed_titles(library, made, [1, 2], basis)
        without = parts.borrowed_titles(library, made, [1, 2, 9], basis)

    assert found is not None
    assert [(row.code, row.loans, row.share) for row in found.rows] == [
        ("S1", 100, 62.5),
        ("S4", 20, 12.5),
    ]
    assert (found.total, found.meant_share) == (160, 62.5)
    assert without is not None
    assert (without.total, without.top) == (None, None)  # of one title nothing may be told


def test_another_group_takes_the_reason_along(as_alice: Client, library: Library) -> None:
    first, second = (make_plan.target_group(library, name) for name in ("Ouders", "Senioren"))
    made = part(library, group=first)
    with tenancy.library_scope(library):
        CollectionPart.objects.filter(pk=made.pk).update(why="Zij zoeken dit.")

    as_alice.post(steps("_mean", made), {"meant_for": first.pk})
    kept = fresh(made).why
    as_alice.post(steps("_mean", made), {"meant_for": second.pk})

    assert (kept, fresh(made).why) == ("Zij zoeken dit.", "")


def test_a_title_that_is_not_there_is_named(as_alice: Client, library: Library) -> None:
    name_things(library)

    response = as_alice.post(ADD, {"name": "Thema", "kind": "theme", "titles": "9789000000000"})

    assert response.status_code == 422
    assert "9789000000000" in response.text


def test_a_group_of_another_library_cannot_be_chosen(
    as_alice: Client, library: Library, stranger_library: Library
) -> None:
    theirs = make_plan.target_group(stranger_library)
    made = part(library)

    response = as_alice.post(steps("_mean", made), {"meant_for": theirs.pk}, headers=HTMX)

    assert response.status_code == 422
    assert fresh(made).meant_for_id is None


def test_a_stranger_finds_no_part(as_charlie: Client, library: Library) -> None:
    made = part(library)

    for step in ("", "_edit"):
        assert as_charlie.get(steps(step, made)).status_code == 404
    for step in ("_mean", "_archive", "_restore"):
        assert as_charlie.post(steps(step, made)).status_code == 404
    assert "Reiskast" not in as_charlie.get(LIST).text


@pytest.mark.parametrize("part_count", [1, 3])
def test_the_table_needs_as_many_queries_for_three_parts_as_for_one(
    as_alice: Client,
    library: Library,
    part_count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    explored_library(library)
    for number in range(part_count):
        group = group_of(library, f"Groep {number}", "S1")
        part(library, f"Kast {number}", genres=("Reis",), branch="CEN", group=group)
        part(library, f"Deel {number}", genres=("Koken",))
    as_alice.get(LIST)  # the session is renewed at most once in five minutes

    # session, user, memberships, and in and out of two scopes, 5 statements each (10 in all) ·
    # periods, what is known · parts, their genres · of every branch: branches, segments, rollups,
    # genres, what is small · the same of all branches together · segments of the groups ·
    # groups to choose from, progress, last import, parts put away, whether there is a group · menu
    with django_assert_num_queries(37):
        response = as_alice.get(LIST)

    assert len(response.context["lines"]) == 2 * part_count
