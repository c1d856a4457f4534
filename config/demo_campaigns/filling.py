"""Fills campaigns by the same actions as people do, once titles and loans are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns.actions import campaigns, closing, posts, screens, slides, tasks, tips, titles
from campaigns.models import Campaign, Post, Screen
from config.demo_campaigns import rows
from config.demo_campaigns.days import weeks_ago, worked
from config.demo_campaigns.rows import Row
from planning.actions import reviews
from planning.models import Branch, Channel, Library, Membership, PlanItem, TargetGroup, User
from segments.models import Genre
from segments.queries import books, parts
from segments.queries.books import Book

State = Post.State


@dataclass(frozen=True)
class Around:
    library: Library
    today: date
    team: dict[str, User]

    @property
    def owners(self) -> list[tuple[str, User | None]]:
        return [("collection", self.team["bram"]), ("marketing", self.team["noor"])]


@transaction.atomic
def fill_campaigns(library: Library, promoted: Sequence[str], *, today: date) -> None:
    """Fill an empty list, never one that somebody began. `promoted`: PPNs that went out more."""
    if Campaign.objects.filter(library=library).exists():
        return
    members = Membership.objects.filter(library=library).select_related("user")
    team = {each.user.email.partition("@")[0]: each.user for each in members}
    around = Around(library, today, team)
    _looked_back(around, promoted)
    _too_little(around)
    running = _running(around)
    _coming(around)
    _hang(around, running)


def _looked_back(around: Around, promoted: Sequence[str]) -> None:
    """Measured, closed, and its lesson waits where next year is chosen."""
    days = worked(around.today)
    campaign = _begin(around, rows.WORKED, days.first, days.last)
    numbers = parts.titles_named(around.library, promoted)
    titles.add_titles(campaign, sorted(numbers.values()), by=around.team["bram"])
    post = _post(around, campaign, "Een detective per week", days.first, "Nieuwsbrief")
    posts.set_state(post, by=around.team["noor"], state=State.PLACED)
    _approve(around, campaign)
    _tick(around, campaign)
    closing.close(
        campaign,
        by=around.team["noor"],
        verdict=Campaign.Verdict.REPEAT,
        lesson=rows.LESSON,
        seen=closing.seen_of(campaign),
        today=around.today,
    )


def _too_little(around: Around) -> None:
    """Too small to say anything of, and not looked back on yet."""
    campaign = _of_row(around, rows.SMALL)
    _approve(around, campaign)
    _tick(around, campaign)


def _running(around: Around) -> Campaign:
    """Under way: agreed by a manager, with tips, posts in each state, and slides."""
    campaign = _of_row(around, rows.RUNNING)
    chosen = _most_lent(around, rows.RUNNING)
    written = [
        tips.write_tip(
            around.library,
            # Els of the branch signed hers, and has no account.
            by=around.team.get(by.partition(",")[0].lower(), around.team["bram"]),
            book=book,
            campaign=campaign,
            fields={
                "text": text,
                "for_lovers_of": lovers,
                "by": by,
                "target_group": campaign.item.target_group,
            },
        )
        for book, (text, lovers, by) in zip(chosen, rows.TIPS, strict=False)
    ]
    first, noor = campaign.item.starts_on, around.team["noor"]
    placed = _post(around, campaign, "De tafel staat er", first, "Nieuwsbrief")
    posts.set_state(placed, by=noor, state=State.PLACED)
    later = around.today + timedelta(days=3)
    scheduled = _post(around, campaign, "Drie tips van de balie", later, "Balie")
    posts.set_state(scheduled, by=noor, state=State.SCHEDULED)
    posts.begin_post(
        around.library,
        by=noor,
        name="Voor de krant van volgende week",
        day=around.today + timedelta(days=9),
        channels=_channels(around, ["Pers"]),
        campaign=campaign,
        tip=written[0] if written else None,
    )
    slides.add_slide(
        around.library,
        by=noor,
        kind="books",
        campaign=campaign,
        heading="Verhalen van het land",
        text="Streekromans, tien minuten van huis.",
        titles=[book.number for book in chosen[:3]],
        where="Tafel bij het raam",
        link=rows.LINK,
    )
    _approve(around, campaign)
    _tick(around, campaign)
    return campaign


def _coming(around: Around) -> None:
    """Ahead, and a manager is asked for a word about it."""
    campaign = _of_row(around, rows.COMING)
    _tick(around, campaign)
    reviews.ask_review(
        campaign.item,
        by=around.team["noor"],
        question="Mogen we hier 120 euro aan uitgeven?",
        due_on=around.today + timedelta(days=6),
    )


def _hang(around: Around, running: Campaign) -> None:
    """Two screens with what is under way, and a message of the library."""
    branches = {each.code: each for each in Branch.objects.filter(library=around.library)}
    hung: list[Screen] = [
        screens.add_screen(
            around.library,
            branch=branches[code],
            name=name,
            orientation=orientation,
            opening_hours=rows.OPEN,
        )
        for code, name, orientation in rows.SCREENS
    ]
    screens.place_campaign(running, hung, by=around.team["noor"])
    slides.add_slide(
        around.library,
        by=around.team["noor"],
        kind="message",
        heading="Woensdag open tot acht uur",
        text="Kom na het werk nog even langs.",
    )


def _of_row(around: Around, row: Row) -> Campaign:
    days = weeks_ago(around.today, row.weeks_ago, length=row.length)
    campaign = _begin(around, row, days.first, days.last)
    chosen = [book.number for book in _most_lent(around, row)]
    titles.add_titles(campaign, chosen, by=around.team["bram"])
    return campaign


def _begin(around: Around, row: Row, first: date, last: date) -> Campaign:
    library = around.library
    collection, marketing = row.hours
    fields: dict[str, Any] = {
        "title": row.title,
        "starts_on": first,
        "ends_on": last,
        "status": row.status,
        "target_group": TargetGroup.objects.get(library=library, name=row.group),
        "branches": list(Branch.objects.filter(library=library, code__in=row.branches)),
        "channels": _channels(around, row.channels),
        "hours_collection": collection,
        "hours_marketing": marketing,
        "euros": Decimal(row.euros),
    }
    content = {
        "message": row.message,
        "link": rows.LINK,
        "goal": row.goal,
        "goal_number": row.goal_number,
        "goal_on": last,
        "goal_text": row.goal_text,
        "not_doing": row.no[0],
        "not_doing_why": row.no[1],
    }
    made = timezone.now() - timedelta(days=max(1, (around.today - first).days + 45))
    return campaigns.begin(
        library,
        by=around.team["noor"],
        fields=fields,
        involved=around.owners,
        start=row.start,
        content=content,
        created_at=made,
    )


def _most_lent(around: Around, row: Row) -> list[Book]:
    genre = Genre.objects.filter(library=around.library, name=row.genre).first()
    if genre is None:
        return []
    found, _total = books.books(around.library, genre=genre.position, limit=row.titles)
    return found


def _channels(around: Around, names: Sequence[str]) -> list[Channel]:
    return list(Channel.objects.filter(library=around.library, name__in=names))


def _post(around: Around, campaign: Campaign, name: str, day: date, channel: str) -> Post:
    return posts.begin_post(
        around.library,
        by=around.team["noor"],
        name=name,
        day=day,
        channels=_channels(around, [channel]),
        campaign=campaign,
        fields={
            "text": f"{campaign.message}\n\nU vindt de boeken bij elkaar op de tafel.",
            "heading": name,
            "sentence": campaign.message[:120],
            "alt": f"{name}: een tafel met boeken.",
        },
    )


def _approve(around: Around, campaign: Campaign) -> None:
    review = reviews.ask_review(campaign.item, by=around.team["noor"])
    reviews.answer_review(
        review,
        by=around.team["ilse"],
        item_version=review.item_version,
        is_agreed=True,
        digest=review.digest,
    )


def _tick(around: Around, campaign: Campaign) -> None:
    """What should have been done by now was done, by whoever it was for."""
    rows_of_tasks = PlanItem.objects.filter(parent=campaign.item, kind=PlanItem.Kind.TASK)
    for task in rows_of_tasks.filter(starts_on__lt=around.today).order_by("pk"):
        named = task.involvements.exclude(person=None).select_related("person").first()
        by = named.person if named else around.team["noor"]
        tasks.tick_task(task, by=by, base=task.version, is_done=True)
