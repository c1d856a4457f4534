"""New codes that a person has said the meaning of, before a file is coded with them."""

from collections.abc import Mapping
from typing import Any

from planning.models import Branch, Library
from planning.models.people import next_position
from segments.models import Genre, GenreCode, Material


def apply(library: Library, options: Mapping[str, Any]) -> dict[str, int]:
    """Add what the codes in branches, genres and materials mean, where it is not there yet.

    Gives the codes that are another branch's by position, casefolded.
    """
    for code, name in options.get("genres", {}).items():
        add_genre_code(library, code, name)
    for code, name in options.get("materials", {}).items():
        add_material(library, code, name)
    aliases = {}
    for code, meaning in options.get("branches", {}).items():
        branch = Branch.objects.filter(library=library, code=meaning).first()
        if branch is None:
            branch = add_branch(library, meaning)
        aliases[code.strip().casefold()] = branch.position
    return aliases


def add_branch(library: Library, code: str) -> Branch:
    """A branch known by its code only."""
    position = next_position(Branch.objects.filter(library=library))
    return Branch.objects.create(library=library, code=code, name=code[:80], position=position)


def add_material(library: Library, code: str, name: str) -> None:
    """A material, unless the code is known."""
    rows = Material.objects.filter(library=library)
    if not rows.filter(code=code).exists():
        Material.objects.create(
            library=library, code=code, name=name[:80], position=next_position(rows)
        )


def add_genre_code(library: Library, code: str, name: str, *, is_youth: bool = False) -> None:
    """A code of a genre, and the genre itself if it is new; a known code keeps its meaning."""
    codes = GenreCode.objects.filter(library=library)
    if codes.filter(code=code).exists():
        return
    genres = Genre.objects.filter(library=library)
    genre = genres.filter(name=name[:80]).first()
    if genre is None:
        genre = Genre.objects.create(
            library=library, name=name[:80], is_youth=is_youth, position=next_position(genres)
        )
    GenreCode.objects.create(library=library, code=code, genre=genre, position=next_position(codes))
