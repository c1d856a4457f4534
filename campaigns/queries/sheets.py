"""What stands on the one page before a campaign and the one page after it, as plain values."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns import counting
from campaigns import effect_words as words
from campaigns.models import Campaign, CampaignSheet, Post
from campaigns.queries import campaign_titles, effects, lessons, posts
from planning import wording
from planning.entries import Entry
from planning.models import PlanItem
from planning.queries import plan
from segments import author_names
from segments.effect.told import Told

# So many fit on one page, in so many characters.
TITLES, POSTS, TASKS, BRANCHES = 12, 5, 8, 3
NAME, AUTHOR, POST_WORDS, POST_NAME, SENTENCE = 48, 24, 64, 40, 160
GOAL = 80
MANY = 14  # with more lines than that letters and lines are smaller
Content = dict[str, Any]


@dataclass(frozen=True)
class Effect:
    """What was measured, in words: the counts and how strong it is first, then what is beside it.

    Loans of books are exact; of readers nothing is said here.
    """

    sentence: str
    figures: list[tuple[str, str]]
    remarks: list[str]


def sheets(campaign: Campaign, kind: str) -> list[CampaignSheet]:
    """The pages of a kind that were kept, the newest first."""
    rows = CampaignSheet.objects.filter(campaign=campaign, kind=kind).select_related("made_by")
    return list(rows.order_by("-made_on", "-pk"))


def briefing(campaign: Campaign, *, today: date) -> Content:
    """What everybody needs to know beforehand, on one page."""
    entry = plan.entries([PlanItem.objects.with_everything().get(pk=campaign.pk)])[0]
    lines = campaign_titles.titles(campaign, today=today)
    holdings_on = campaign_titles.files_of(campaign.library).holdings_on
    return _common(campaign, entry) | {
        "link": campaign.link,
        "not_doing": campaign.not_doing,
        "not_doing_why": Truncator(campaign.not_doing_why).chars(SENTENCE),
        "titles": [_title(line) for line in lines[:TITLES]],
        "more_titles": max(0, len(lines) - TITLES),
        "holdings_on": holdings_on.isoformat() if holdings_on else "",
        **_posts(campaign),
        **_tasks(campaign),
        "lesson_before": _lesson_before(campaign),
    }


def result(campaign: Campaign, *, today: date) -> Content:
    """What came of it, beside what it took, on one page."""
    entry = plan.entries([PlanItem.objects.with_everything().get(pk=campaign.pk)])[0]
    effect = effect_of(campaign)
    placed = campaign.posts.filter(item__archived_at=None, state=Post.State.PLACED).count()
    return _common(campaign, entry) | {
        "effect": effect.sentence,
        "figures": [list(each) for each in effect.figures],
        "remarks": effect.remarks,
        "counts": counted(campaign),
        "titles": campaign.titles.count(),
        "posts": campaign.posts.filter(item__archived_at=None).count(),
        "placed": placed,
        "screens": campaign.placements.filter(item__archived_at=None).count(),
        "verdict": str(capfirst(campaign.get_verdict_display())) if campaign.verdict else "",
        "lesson": campaign.lesson if campaign.closed_at else "",
        "is_over": entry.ends_on < today,
    }


def is_dense(content: Content) -> bool:
    """Whether there is so much that it needs smaller letters to stay one page."""
    return sum(len(content.get(name, ())) for name in ("titles", "posts", "tasks")) > MANY


def effect_of(campaign: Campaign) -> Effect:
    """What was measured of it, or that nothing was yet."""
    kept = effects.kept(campaign)
    told = Told.of(kept.content) if kept else Told()
    if not told.days_during:
        return Effect(_("Nothing was measured yet."), [], [])
    remarks = [words.since(told), words.last_year(told)]
    if told.part:
        remarks.append(words.displacement(told.part))
    return Effect(
        lessons.measured_in_words(told), _figures(told), [*filter(None, remarks), words.honest()]
    )


def _figures(told: Told) -> list[tuple[str, str]]:
    found = [(_("loans during"), number_format(told.during))]
    if told.usual is not None:
        found.append((_("before, in as many days"), number_format(round(told.usual))))
    if told.estimate:
        found.append((_("expected"), number_format(round(told.estimate.expected))))
    return found


def means_of(item: PlanItem) -> str:
    """Collection 16 hours, marketing 12 hours, € 250.00"""
    return means(plan.entries([item])[0])


def means(entry: Entry) -> str:
    """The hours of each discipline and the euros, where somebody estimated them."""
    said = [
        ngettext("%(who)s %(count)s hour", "%(who)s %(count)s hours", count)
        % {"who": wording.discipline_in_words(discipline), "count": number_format(count)}
        for discipline, count in entry.hours.items()
    ]
    if entry.euros is not None:
        said.append(f"€ {number_format(entry.euros, 2)}")
    return ", ".join(said)


def goal_in_words(campaign: Campaign) -> str:
    """60 times borrow before 1 June, and what people called it themselves."""
    parts = []
    if campaign.goal and campaign.goal_number:
        parts.append(f"{number_format(campaign.goal_number)} × {campaign.get_goal_display()}")
    if campaign.goal_on:
        day = date_format(campaign.goal_on, "j F Y")
        parts.append(_("before %(day)s") % {"day": day})
    said = " ".join(parts)
    return ": ".join(filter(None, [said, campaign.goal_text]))


def counted(campaign: Campaign) -> list[list[str]]:
    """What was counted by hand: of what, before, and during, each with its number of days."""
    return [
        [str(capfirst(each.name)), *(_side(side) for side in (each.before, each.during))]
        for each in counting.comparisons(campaign.counts.order_by("from_on", "pk"))
    ]


def _side(side: counting.Side | None) -> str:
    if side is None:
        return "–"
    said = ngettext("%(number)s in %(days)s day", "%(number)s in %(days)s days", side.days)
    return said % {"number": number_format(side.number), "days": number_format(side.days)}


def _common(campaign: Campaign, entry: Entry) -> Content:
    return {
        "title": entry.title,
        "group": entry.target_group,
        "when": wording.period_in_words(entry.starts_on, entry.ends_on),
        "weeks": wording.weeks_in_words(entry.starts_on, entry.ends_on),
        "branches": list(entry.branches),
        "channels": list(entry.channels),
        "message": campaign.message,
        "goal": Truncator(goal_in_words(campaign)).chars(GOAL),
        "means": means(entry),
        "people": [
            {
                "discipline": str(capfirst(wording.discipline_in_words(each.discipline))),
                "name": each.person or _("nobody named yet"),
                "since": date_format(each.joined_on, "j F Y"),
            }
            for each in entry.joined
        ],
    }


def _title(line: campaign_titles.Line) -> Content:
    """Where most copies stand comes first; further branches are counted."""
    here = sorted(line.standing, key=lambda each: -each.copies)
    stands = [f"{each.branch.name} {number_format(each.copies)}" for each in here[:BRANCHES]]
    where = ", ".join(stands)
    if (more := len(here) - BRANCHES) > 0:
        said = ngettext("%(where)s and one more", "%(where)s and %(count)s more", more)
        where = said % {"where": where, "count": more}
    if not where:
        where = _("still to be bought") if line.row.title is None else _("no copy here")
    return {
        "name": Truncator(line.name).chars(NAME),
        "author": Truncator(author_names.said(line.author)).chars(AUTHOR),
        "where": where,
    }


def _posts(campaign: Campaign) -> Content:
    found = list(posts.posts(campaign.library, campaign=campaign))
    told = [
        {
            "day": date_format(each.item.starts_on, "D j b"),
            "name": Truncator(each.item.title).chars(POST_NAME),
            "channels": ", ".join(sorted(channel.name for channel in each.item.channels.all())),
            "text": Truncator(each.text).chars(POST_WORDS),
        }
        for each in found[:POSTS]
    ]
    return {"posts": told, "more_posts": max(0, len(found) - POSTS)}


def _tasks(campaign: Campaign) -> Content:
    rows = PlanItem.objects.filter(parent=campaign.pk, kind=PlanItem.Kind.TASK).current()
    rows = rows.exclude(status=PlanItem.Status.DROPPED).with_everything()
    found = plan.entries(list(rows.order_by("ends_on", "pk")))
    told = [
        {
            "day": date_format(each.ends_on, "D j b"),
            "name": Truncator(each.title).chars(NAME),
            "who": ", ".join(
                joined.person or wording.discipline_in_words(joined.discipline)
                for joined in each.joined
            ),
            "is_done": each.status == PlanItem.Status.DONE,
        }
        for each in found[:TASKS]
    ]
    return {"tasks": told, "more_tasks": max(0, len(found) - TASKS)}


def _lesson_before(campaign: Campaign) -> str:
    source = lessons.before(campaign)
    return Truncator(source.lesson).chars(SENTENCE) if source else ""
