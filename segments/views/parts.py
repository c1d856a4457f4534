"""For whom the parts of the collection are meant, and who borrows from them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from config.http import render_page
from planning.models import Library, TargetGroup
from planning.requests import Request
from segments.forms.parts import BeginForm, MeantForm, groups_of
from segments.meaning import Borrowed
from segments.models import CollectionPart
from segments.queries import groups, parts, supplied
from segments.queries.parts import Basis
from segments.views import explorer_words as words
from segments.views import groups_words
from segments.views import parts_words as said
from segments.views.explorer_page import Choice

PAGE, FRAGMENT = "segments/collection_parts.html", "segments/_collection_parts.html"


@dataclass(frozen=True)
class Line:
    """A row of the table: a part, its one select, and who borrows from it."""

    part: CollectionPart
    form: MeantForm
    place: str
    short: str
    sentence: str
    is_apart: bool  # somebody else takes much more than the group it is meant for
    readers: str = ""  # where they are others than those of the page


@require_GET
def collection_parts(request: Request) -> HttpResponse:
    return page(request)


@require_GET
def collection_part(request: Request, pk: int) -> HttpResponse:
    rows = parts.with_everything(CollectionPart.objects.visible_to(request.membership))
    part = get_object_or_404(rows, pk=pk)
    return part_page(request, part)


def page(request: Request, *, begin: BeginForm | None = None) -> HttpResponse:
    """The table of all parts; with nothing in it the form that begins it."""
    basis = asked_basis(request)
    rows = list(parts.parts(request.library))
    found = borrowed(request, rows, basis)
    lines = table(request.library, rows, found, is_mixed=not _asked(request))
    context = {
        "lines": lines,
        "progress": said.progress(parts.progress(request.library)),
        "readers": readers(basis),
        "asked": _asked(request),
        "source": said.source(request.library, basis) if found else "",
        "has_figures": bool(basis and basis.rows),
        "no_figures": said.no_figures(basis),
        "is_about_segments": bool(basis and basis.rows == "segment" and found),
        "apart": next((line for line in lines if line.is_apart), None),
        "archived": parts.archived(request.library),
        "has_groups": groups_of(request.library).exists(),
        "form": begin or begin_form(request.library) if not rows or begin else None,
    }
    status = 422 if begin and begin.errors else 200
    return render_page(request, PAGE, fragment=FRAGMENT, context=context, status=status)


def begin_form(library: Library, data: Any = None) -> BeginForm:
    return BeginForm(data, library=library, genres=parts.free_genres(library))


def table(
    library: Library,
    rows: Sequence[CollectionPart],
    found: dict[int, Borrowed],
    *,
    is_mixed: bool = False,
) -> list[Line]:
    """Rows as the page shows them; the groups to choose from are asked once.

    is_mixed: parts for youth are about youth, the others about adults.
    """
    offered = list(groups_of(library))
    lines = [_line(each, found.get(each.pk), offered) for each in rows]
    if not is_mixed:
        return lines
    youth = pgettext("readers of a part", "youth")
    return [
        replace(line, readers=youth) if line.short and _is_for_youth(line.part) else line
        for line in lines
    ]


def line_of(request: Request, part: CollectionPart) -> tuple[Line, bool]:
    """One row alone, and whether there is anything to say of who borrows."""
    basis = asked_basis(request, part)
    found = parts.borrowed(request.library, [part], basis)
    lines = table(request.library, [part], found, is_mixed=not _asked(request))
    return lines[0], bool(basis and basis.rows)


def _line(part: CollectionPart, found: Borrowed | None, choices: list[TargetGroup]) -> Line:
    form = MeantForm(
        initial={"meant_for": part.meant_for_id},
        groups=TargetGroup.objects.none(),
        auto_id=f"id_%s_{part.pk}",
    )
    offered = [(each.pk, each.name) for each in choices]
    chosen = part.meant_for
    if chosen and chosen.pk not in dict(offered):  # a group out of use stays what it is
        offered.append((chosen.pk, chosen.name))
    form.fields["meant_for"].choices = [("", _("nobody yet")), *offered]  # type: ignore[attr-defined]
    return Line(
        part,
        form,
        said.place(part),
        said.short(found),
        said.meant_and_borrowed(part, found),
        _is_apart(part, found),
    )


def _is_apart(part: CollectionPart, found: Borrowed | None) -> bool:
    if part.meant_for is None or found is None or not found.is_elsewhere:
        return False
    share = found.top.share if found.top else None
    return share is not None and share - (found.meant_share or 0) >= said.FAR_APART


def part_page(request: Request, part: CollectionPart) -> HttpResponse:
    basis = asked_basis(request, part)
    library = request.library
    titles = parts.titles_of(part)
    found = parts.borrowed(library, [part], basis).get(part.pk)
    if found is None and not part.genres.all():
        found = parts.borrowed_titles(library, part, [each.number for each in titles], basis)
    source = said.source(library, basis)
    context = {
        "part": part,
        "line": table(library, [part], {part.pk: found} if found else {})[0],
        "sentence": said.meant_and_borrowed(part, found),
        "own_share": said.own_share(part, found),
        "borrowed": found if found and found.has_enough else None,
        "row_word": words.ROW_WORDS[found.kind] if found else "",
        "not_known": said.not_known(found) if found else "",
        "counted_over": said.counted_over(part) if found else "",
        "missing": said.missing(part, basis, found),
        "of_group": _of_group(library, part) if basis is None else "",
        "needs_segments": bool(found and part.meant_for and not found.has_meant),
        "readers": readers(basis),
        "asked": basis.readers if basis else "",
        "source": source,
        "titles": titles,
        "titles_url": _titles_url(part),
        "question": _("For whom is %(part)s, and what do we do with it?") % {"part": part.name},
        "address": f"{reverse('segments:collection_part', args=[part.pk])}?readers="
        + (basis.readers if basis else ""),
        "talk_source": f"part:{part.pk}|{basis.period if basis else ''}",
    }
    return render(request, "segments/collection_part.html", context)


def _of_group(library: Library, part: CollectionPart) -> str:
    """Where no loans are known: what a supplier's totals say of the group it is meant for."""
    if part.meant_for is None:
        return ""
    found = groups.known_from_totals([part.meant_for], supplied.newest_year(library))
    known = found.get(part.meant_for.pk)
    return groups_words.size(known) if known else ""


def _titles_url(part: CollectionPart) -> str:
    """The titles that stand there, where one genre says which."""
    genres = list(part.genres.all())
    if len(genres) != 1:
        return ""
    branch = f"&branch={part.branch.code}" if part.branch else ""
    return f"?genre={genres[0].position}{branch}"


def borrowed(
    request: Request, rows: Sequence[CollectionPart], basis: Basis | None
) -> dict[int, Borrowed]:
    """Who borrows from each part; of parts for youth that is youth, unless somebody chose."""
    for_youth = [] if _asked(request) else [each for each in rows if _is_for_youth(each)]
    others = [each for each in rows if each not in for_youth]
    found = parts.borrowed(request.library, others, basis)
    if for_youth:
        found |= parts.borrowed(request.library, for_youth, asked_basis(request, for_youth[0]))
    return found


def _is_for_youth(part: CollectionPart) -> bool:
    genres = part.genres.all()
    return bool(genres) and all(genre.is_youth for genre in genres)


def _asked(request: Request) -> str:
    asked = request.GET.get("readers") or request.POST.get("readers") or ""
    return asked if asked in parts.READER_CHOICES else ""


def asked_basis(request: Request, part: CollectionPart | None = None) -> Basis | None:
    """The readers that were asked for, else those for whom the genres of the part are."""
    usual = "youth" if part and _is_for_youth(part) else "adults"
    return parts.basis(request.library, _asked(request) or usual, today=timezone.localdate())


def readers(basis: Basis | None) -> list[Choice]:
    """Volwassenen | Jeugd, where ages are known."""
    if basis is None or not basis.known.has_ages or not basis.known.has_borrowers:
        return []
    return [
        Choice(name, str(words.READER_WORDS[name]), f"?readers={name}", name == basis.readers)
        for name in parts.READER_CHOICES
    ]
