"""What opens beside a line of reach: the figure, what they like, titles, next steps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from segments.forms.reach import VISITOR, Selection
from segments.queries.chances import Around, Chance
from segments.queries.reach import EVERY, Reach, Reached
from segments.reaching import CATCHMENT
from segments.views import chances_words as words
from segments.views import explorer_words as numbers
from segments.views import onward
from segments.views.explorer_matrix import panel_of as explorer_panel
from segments.views.onward import About, Step
from segments.views.reach_page import Reaches, panel_of


@dataclass(frozen=True)
class Liked:
    """A genre they like, its figure in the explorer, and where it stands."""

    name: str
    index: str
    url: str
    stands: str


@dataclass(frozen=True)
class Panel:
    kind: str
    title: str
    figure: str
    unit: str
    sentences: Sequence[str]
    counts: str
    talk: dict[str, str]
    liked: Sequence[Liked]
    channels: str
    titles_url: str
    all_titles_url: str
    steps: Sequence[Step]
    links: Sequence[tuple[str, str]]
    close: str


def opened(panel: str, reach: Reach) -> Reached | None:
    """The line that the address asks to open; None where there is no such line."""
    segment_code, colon, place_code = panel.partition(":")
    if not colon:
        return None
    for segment in (*reach.segments, EVERY):
        for place in (*reach.places, EVERY):
            if (quote(segment.code, safe=""), quote(place.code, safe="")) == (
                segment_code,
                place_code,
            ):
                return reach.line(segment.position, place.position)
    return None


def talk(line: Reached, selection: Selection, sentence: str) -> dict[str, str]:
    """What goes to a consultation: the question, the figure as it stands, and where it stands."""
    parts = [selection.who, selection.readers, line.segment.code, selection.kind, line.place.code]
    return {
        "question": words.question(line, selection),
        "evidence": f"{words.name(line)}: {sentence}",
        "address": reverse("segments:chances") + selection.address(panel=panel_of(line)),
        "source": f"reach:{':'.join(parts)}|{selection.period}",
    }


def panel(line: Reached, found: Reaches, around: Around, selection: Selection) -> Panel:
    """Everything about one line."""
    chance = around.of(line)
    sentence = words.sentence(chance, selection)
    is_told = line.per_hundred is not None
    is_total = line.segment.position == EVERY.position
    about = About(
        readers=selection.readers,
        period=str(selection.period),
        segment=None if is_total else line.segment,
        branch=line.place.code if is_total and around.kind == CATCHMENT else "",
    )
    # The titles are those of the genre that they like most: of all genres fewer may be told.
    liked = replace(about, genre=chance.likings[0].genre if chance.likings else None)
    group = chance.groups[0].pk if chance.groups else None
    return Panel(
        kind=" · ".join(filter(None, [line.segment.code, selection.period.label()])),
        title=words.name(line),
        figure=numbers.decimal(line.per_hundred) if line.per_hundred is not None else "",
        unit=_("borrowers per 100 households"),
        sentences=_sentences(line, sentence, found),
        counts=words.interval(line),
        talk=talk(line, selection, sentence) if is_told else {},
        liked=_liked(chance, selection) if selection.who != VISITOR else [],
        channels=", ".join(chance.channels),
        titles_url=onward.behind(liked) if selection.who != VISITOR else "",
        all_titles_url=onward.titles(liked) if selection.who != VISITOR else "",
        steps=onward.next_steps(about, group=group, why=sentence if is_told else ""),
        links=[] if is_total else _links(line, selection),
        close=selection.address(panel=""),
    )


def _sentences(line: Reached, sentence: str, found: Reaches) -> list[str]:
    if not line.households:
        return [_("No households of this segment are known here.")]
    if line.per_hundred is None:
        return [
            _("%(count)s households; how many of them borrow is too small to show.")
            % {"count": numbers.count(line.households)}
        ]
    members = words.members(found.member_line(line))
    return [sentence, *([f"{members[:1].upper()}{members[1:]}."] if members else [])]


def _liked(chance: Chance, selection: Selection) -> list[Liked]:
    segment = chance.line.segment
    base = f"?period={selection.period}&readers={selection.readers}&panel="
    address = reverse("segments:explorer") + base
    return [
        Liked(
            liking.genre.name,
            numbers.count(liking.index),
            address + explorer_panel(segment.code, liking.genre.position),
            words.stands(liking, chance),
        )
        for liking in chance.likings
    ]


def _links(line: Reached, selection: Selection) -> list[tuple[str, str]]:
    profile = onward.profile(line.segment)
    explorer = f"{reverse('segments:explorer')}?period={selection.period}"
    explorer += f"&readers={selection.readers}&panel={explorer_panel(line.segment.code, -1)}"
    return [
        (_("All about %(name)s") % {"name": line.segment.name}, profile),
        (_("What %(name)s borrows") % {"name": line.segment.name}, explorer),
    ]
