"""From what there is in a library to the slides of one screen, and to what is held back and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from campaigns import slides
from campaigns.models import BookTip, Campaign, Placement, Screen, Slide
from campaigns.programme import CAMPAIGN, MESSAGE, TIP, Piece
from campaigns.queries.programmes import MOST_TIPS, TIP_DAYS, Material, Title
from campaigns.tip_words import for_whom
from planning.models import PlanItem

Kind = Slide.Kind
MOST_BOOK_SLIDES = 4
# Why something does not play.
REVIEW, PROPOSED, CLOSED, ARCHIVED, APART, GONE, AWAITED, EMPTY, TAKEN_BACK = (
    *("review", "proposed", "closed", "archived"),
    *("apart", "gone", "awaited", "empty", "taken_back"),
)


@dataclass(frozen=True)
class Held:
    """What would have been on a screen, and the reason why it is not."""

    name: str
    code: str
    campaign: int | None = None
    tip: int | None = None


@dataclass
class Given:
    """The slides of a screen, in the order in which they come, and what is held back."""

    pieces: list[Piece] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)


def given(screen: Screen, found: Material) -> Given:
    """What a screen gets: of campaigns by their first day, then messages, then tips."""
    answer = Given()
    for placement in found.placements.get(screen.pk, ()):
        _add_campaign(answer, placement, found)
    for slide in found.messages:
        chosen = [each.screen_id for each in slide.slidescreen_set.all()]
        if not chosen or screen.pk in chosen:
            _add(answer, own_piece(slide, found, source=MESSAGE, name=str(slide)))
    if screen.shows_tips:
        _add_tips(answer, found)
    return answer


def why_held(campaign: Campaign, found: Material) -> str:
    """Why nothing of a campaign may be seen yet or any more; empty where it may."""
    item = campaign.item
    if item.archived_at:
        return ARCHIVED
    if campaign.closed_at or item.status in (PlanItem.Status.DONE, PlanItem.Status.DROPPED):
        return CLOSED
    if item.status == PlanItem.Status.PROPOSED:
        return PROPOSED
    return REVIEW if campaign.pk in found.withheld else ""


def _add_campaign(answer: Given, placement: Placement, found: Material) -> None:
    campaign, item = placement.campaign, placement.campaign.item
    code = why_held(campaign, found)
    if not code and (
        placement.item.starts_on > item.ends_on or placement.item.ends_on < item.starts_on
    ):
        code = APART
    pieces = [] if code else list(campaign_pieces(campaign, placement.item, found))
    if not code and not pieces:
        code = EMPTY
    if code:
        answer.held.append(Held(item.title, code, campaign.pk))
    for piece in pieces:
        _add(answer, piece)


def campaign_pieces(
    campaign: Campaign, during: PlanItem, found: Material
) -> Iterator[Piece | Held]:
    """The slides somebody made for it; without any, those made of its titles, tips and message."""
    own = found.slides.get(campaign.pk, ())
    days = (campaign.item.starts_on, campaign.item.ends_on)
    for slide in own:
        yield own_piece(
            slide, found, source=CAMPAIGN, name=campaign.item.title, within=days, during=during
        )
    if own:
        return
    for key, content in _made(campaign, found):
        yield Piece(
            key=key,
            source=CAMPAIGN,
            first_on=during.starts_on,
            last_on=during.ends_on,
            within=days,
            content={**content, "name": campaign.item.title, "campaign": campaign.pk},
        )


def own_piece(
    slide: Slide,
    found: Material,
    *,
    source: str,
    name: str,
    within: tuple[date, date] | None = None,
    during: PlanItem | None = None,
) -> Piece | Held:
    """A slide that somebody made; held back when its tip or all of its books are gone."""
    books = [found.titles[each] for each in slide.titles if each in found.titles]
    here = [each for each in books if not each.is_gone]
    tip = slide.tip
    if tip and tip.taken_back_at:
        return Held(str(slide), TAKEN_BACK, slide.campaign_id)
    lacking = [each.number for each in books] if books and not here else []
    lacking += [tip.title] if tip and tip.title else []
    if code := next(filter(None, (why_lacking(each, found.titles) for each in lacking)), ""):
        return Held(str(slide), code, slide.campaign_id, slide.tip_id)
    first = [each for each in (slide.starts_on, during and during.starts_on) if each]
    last = [each for each in (slide.ends_on, during and during.ends_on) if each]
    return Piece(
        key=f"slide:{slide.pk}",
        source=source,
        first_on=max(first, default=timezone.localdate(slide.made_at)),
        last_on=min(last, default=None),
        from_time=slide.from_time,
        until_time=slide.until_time,
        within=within,
        is_first=slide.is_first,
        made_at=slide.made_at.timestamp(),
        content={
            **slide_content(slide, here, found.titles),
            "name": name,
            "campaign": slide.campaign_id,
        },
    )


def slide_content(
    slide: Slide, here: Sequence[Title], titles: Mapping[int, Title]
) -> dict[str, Any]:
    """What stands on a slide that somebody made."""
    if slide.tip:
        said = _tip_content(slide.tip, titles)
        said |= {"where": slide.where} if slide.where else {}
    else:
        said = {
            "kind": slide.kind,
            "heading": slide.heading,
            "text": slide.text,
            "where": slide.where,
            "books": _books(here),
        }
        if slide.kind == Kind.BOOK and here:
            said |= {"heading": slide.heading or here[0].title, "sub": here[0].author}
    return slides.linked(slides.fitted(said), slide.link)


def _made(campaign: Campaign, found: Material) -> Iterator[tuple[str, dict[str, Any]]]:
    """Without slides of its own: its message with books, three at a time, and its tips."""
    known = [
        found.titles[each] for each in found.numbers.get(campaign.pk, ()) if each in found.titles
    ]
    here = [each for each in known if not each.is_gone]
    base = {"heading": campaign.item.title, "text": campaign.message}
    if here or campaign.message:
        for at in range(0, max(len(here), 1), slides.MOST_BOOKS)[:MOST_BOOK_SLIDES]:
            books = here[at : at + slides.MOST_BOOKS]
            kind = Kind.THEME if books and not at else Kind.BOOKS if books else Kind.MESSAGE
            content = {**base, "kind": kind.value, "books": _books(books)}
            key = f"campaign:{campaign.pk}:{at // slides.MOST_BOOKS}"
            yield key, slides.linked(slides.fitted(content), campaign.link)
    for tip in found.tips_of(campaign.pk)[:MOST_TIPS]:
        if not why_lacking(tip.title, found.titles):
            content = slides.fitted(_tip_content(tip, found.titles))
            yield f"tip:{tip.pk}", slides.linked(content, campaign.link)


def _add_tips(answer: Given, found: Material) -> None:
    """The newest tips that do not play for a campaign already."""
    there = {piece.key for piece in answer.pieces}
    since = found.today - timedelta(days=TIP_DAYS)
    added = 0
    for tip in found.tips:
        key, wrote_on = f"tip:{tip.pk}", timezone.localdate(tip.written_at)
        if key in there or wrote_on < since or added == MOST_TIPS:
            continue
        if tip.campaign and (tip.campaign_id in found.withheld or tip.campaign.item.archived_at):
            answer.held.append(Held(tip.book, REVIEW, tip.campaign_id, tip.pk))
        elif code := why_lacking(tip.title, found.titles):
            answer.held.append(Held(tip.book, code, None, tip.pk))
        else:
            answer.pieces.append(_tip_piece(tip, wrote_on, found))
            added += 1


def _tip_piece(tip: BookTip, wrote_on: date, found: Material) -> Piece:
    return Piece(
        key=f"tip:{tip.pk}",
        source=TIP,
        first_on=wrote_on,
        last_on=wrote_on + timedelta(days=TIP_DAYS),
        content={
            **slides.fitted(_tip_content(tip, found.titles)),
            "name": tip.by,
            "campaign": None,
        },
    )


def _tip_content(tip: BookTip, titles: Mapping[int, Title]) -> dict[str, Any]:
    number = tip.title or 0  # a tip may be of a book that is not in the collection
    book = titles.get(number) or Title(number, tip.book, tip.author)
    return {
        "kind": Kind.TIP.value,
        "heading": tip.book,
        "sub": tip.author,
        "text": tip.text,
        "by": tip.by,
        "lovers": for_whom(tip.for_lovers_of),
        "books": _books([book]),
    }


def why_lacking(number: int | None, titles: Mapping[int, Title]) -> str:
    """Of a title without a copy: whether one is still to come; empty where there is one."""
    title = titles.get(number or 0)
    if title is None or not title.is_gone:
        return ""
    return AWAITED if title.is_awaited else GONE


def _books(found: Iterable[Title]) -> list[dict[str, Any]]:
    return [
        {"number": each.number, "title": each.title, "author": each.author, "file": each.picture}
        for each in found
    ]


def _add(answer: Given, piece: Piece | Held) -> None:
    if isinstance(piece, Held):
        answer.held.append(piece)
    else:
        answer.pieces.append(piece)
