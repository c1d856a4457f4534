"""What can happen to parts of the collection: made, meant for somebody, put away and put back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from planning.models import Branch, Library, TargetGroup
from segments.models import CollectionPart, CollectionPartGenre, CollectionPartTitle, Genre


@transaction.atomic
def save_part(
    part: CollectionPart,
    *,
    fields: Mapping[str, Any],
    genres: Iterable[Genre],
    titles: Iterable[int] = (),
) -> CollectionPart:
    """A new part, or one that is there, with its genres and the numbers of its titles."""
    for name, value in fields.items():
        setattr(part, name, value)
    part.save()
    library = part.library_id
    CollectionPartGenre.objects.filter(part=part).delete()
    CollectionPartGenre.objects.bulk_create(
        CollectionPartGenre(library_id=library, part=part, genre=each) for each in genres
    )
    CollectionPartTitle.objects.filter(part=part).delete()
    CollectionPartTitle.objects.bulk_create(
        CollectionPartTitle(library_id=library, part=part, title=each) for each in set(titles)
    )
    return part


@transaction.atomic
def begin_parts(
    library: Library,
    *,
    names: Sequence[str] = (),
    genres: Iterable[Genre] = (),
    kind: str,
    branch: Branch | None = None,
) -> list[CollectionPart]:
    """A list at once: from names that somebody typed, and from genres; who is there is kept."""
    rows = CollectionPart.objects.filter(library=library, branch=branch)
    taken = {name.casefold() for name in rows.values_list("name", flat=True)}
    wanted: dict[str, tuple[str, str, Genre | None]] = {}
    for name in names:
        wanted.setdefault(name.casefold(), (name, kind, None))
    for genre in genres:
        part = CollectionPart.Kind.PART
        wanted.setdefault(genre.name.casefold(), (genre.name, part, genre))
    made = []
    for key, (name, of_kind, about) in wanted.items():
        if key in taken:
            continue
        fields = {"name": name, "kind": of_kind, "branch": branch}
        made.append(
            save_part(
                CollectionPart(library=library), fields=fields, genres=[about] if about else []
            )
        )
    return made


def mean_for(part: CollectionPart, group: TargetGroup | None) -> None:
    """Say for whom it is meant; the reason of another group goes."""
    if part.meant_for_id == (group.pk if group else None):
        return
    CollectionPart.objects.filter(pk=part.pk).update(meant_for=group, why="")


def archive_part(part: CollectionPart) -> None:
    """This part is no more; what was planned around it keeps its name."""
    CollectionPart.objects.filter(pk=part.pk).update(archived_at=timezone.now())


def restore_part(part: CollectionPart) -> None:
    CollectionPart.objects.filter(pk=part.pk).update(archived_at=None)
