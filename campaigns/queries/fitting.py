"""Why a genre or a title suits a target group, and how far that is known.

From the best to the poorest: its segments, its ages, the parts of the collection that are meant for
it, and else only whether a genre is for young people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from campaigns.models import Campaign
from campaigns.suggestions import LEAST_TITLE, Fit, Own, suits
from planning.models import Library, TargetGroup
from segments.models import CollectionPartTitle, GenreCode
from segments.queries import groups, names, parts
from segments.queries.names import Entry
from segments.queries.taste import Taste, taste

SEGMENT, AGE, PARTS, NOTHING = "segment", "age", "parts", ""


@dataclass(frozen=True)
class Ground:
    """kind: what is known best of the group; fits is by the position of a genre."""

    kind: str = NOTHING
    taste: Taste = field(default_factory=Taste)
    fits: Mapping[int, Fit] = field(default_factory=dict)
    own: Mapping[int, Own] = field(default_factory=dict)  # the highest index first
    themes: Mapping[int, str] = field(default_factory=dict)  # titles, by the name of their part
    is_youth: bool = False
    codes: Sequence[int] | None = None  # genre codes that suit; None: all
    by_genre: Mapping[int, Sequence[int]] = field(default_factory=dict)  # their codes

    def codes_of(self, genre: int | None) -> list[int] | None:
        """The codes of one genre, for a filter."""
        return None if genre is None else list(self.by_genre.get(genre, ()))

    def fit(self, genre: Entry | None) -> Fit | None:
        """Why this genre suits; None where it does not."""
        position = genre.position if genre else 0
        if position in self.fits:
            return self.fits[position]
        return Fit(genre.name if genre else "") if self.codes is None else None


def ground(campaign: Campaign, *, today: date) -> Ground:
    """What speaks for titles in this campaign's target group."""
    library, group = campaign.library, campaign.item.target_group
    by_genre = _codes(library)
    if group is None:
        return Ground(by_genre=by_genre)
    group.library = library  # the same one: not to be asked for again
    liked = taste(library, group, least_title=LEAST_TITLE, today=today)
    meant, themes = _meant(group)
    is_youth = parts.readers_of(group) == "youth"
    taken = sum(each.loans for each in liked.genres)
    fits = meant | {
        each.genre.position: Fit(
            each.genre.name,
            each.index,
            each.loans,
            meant[each.genre.position].part if each.genre.position in meant else "",
        )
        for each in liked.genres
        if suits(
            each.index,
            each.loans,
            taken=taken,
            is_for_others=is_youth and not each.genre.group,
        )
    }
    kind = liked.kind or (PARTS if meant or themes else NOTHING)
    codes: Sequence[int] | None = [code for genre in fits for code in by_genre.get(genre, ())]
    own = {
        each.number: Own(each.index, each.loans, each.is_at_least) for each in liked.titles.values()
    }
    if not fits:  # also where no genre stands out
        fits, codes = _by_age(library, group, by_genre, is_youth=is_youth)
    return Ground(kind, liked, fits, own, themes, is_youth, codes, by_genre)


def _by_age(
    library: Library,
    group: TargetGroup,
    by_genre: Mapping[int, Sequence[int]],
    *,
    is_youth: bool,
) -> tuple[dict[int, Fit], list[int] | None]:
    """Of a group whose taste nobody knows: the genres of its age; all where it says no ages."""
    if not parts.bands_of(group):
        return {}, None
    fits = {
        each.position: Fit(each.name)
        for each in names.genres(library)
        if bool(each.group) == is_youth
    }
    codes = [code for genre in fits for code in by_genre.get(genre, ())]
    return (fits, codes) if codes else ({}, None)


def _meant(group: TargetGroup) -> tuple[dict[int, Fit], dict[int, str]]:
    """Genres of parts that are meant for the group, and titles of such theme collections."""
    found = list(groups.parts_for(group))
    genres = {
        genre.position: Fit(genre.name, part=part.name)
        for part in reversed(found)
        for genre in part.genres.all()
    }
    rows = CollectionPartTitle.objects.filter(part__in=found)
    ordered = rows.order_by("part__name", "title").values_list("title", "part__name")
    return genres, dict(reversed(list(ordered)))


def _codes(library: Library) -> dict[int, list[int]]:
    """The codes of each genre; under 0 those that nobody has given a meaning, and no code."""
    found: dict[int, list[int]] = {0: [0]}
    rows = GenreCode.objects.filter(library=library).order_by("position")
    for code, genre in rows.values_list("position", "genre__position"):
        found.setdefault(genre or 0, []).append(code)
    return found
