"""From what a campaign can be begun: its length, what is to be done, and a first sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign

Start = Campaign.Start
COLLECTION, MARKETING = "collection", "marketing"
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Step:
    """Something to do, and when: days before the first day, or after the last one.

    `seen_by` names of what so many, at least, show that it was done (campaigns.task_signs).
    """

    title: str | Promise
    discipline: str
    before: int = 0
    after: int | None = None
    seen_by: str = ""
    least: int = 1

    def day(self, first: date, last: date) -> date:
        """The day on which it has to be ready."""
        if self.after is not None:
            return last + timedelta(days=self.after)
        return first - timedelta(days=self.before)


@dataclass(frozen=True)
class Template:
    """What a start brings: in how many weeks it begins, how long it takes, and its checklist."""

    start: str
    name: str | Promise
    about: str | Promise
    weeks_ahead: int
    days: int
    steps: Sequence[Step] = ()
    title: str | Promise = ""
    message_hint: str | Promise = ""

    def first_day(self, today: date) -> date:
        """The Monday on which it can begin when it is thought of today."""
        ahead = today + self.weeks_ahead * WEEK
        return ahead + timedelta(days=-ahead.weekday() % 7)


KICK_OFF = Step(_("Sit together: target group, message, goal, what we will not do"), COLLECTION, 42)
LOOK_BACK = Step(_("Look back together and write down one lesson"), MARKETING, after=14)
PLACED = Step(_("Put the books in place"), COLLECTION, 1)
TITLES = _("Choose titles and see whether there are enough copies")

TEMPLATES: dict[str, Template] = {
    Start.FIRST: Template(
        Start.FIRST,
        _("One small first project"),
        _("Two people, five titles, one table and one post. In a quarter of an hour it stands."),
        weeks_ahead=3,
        days=14,
        steps=(
            Step(
                _("Have coffee together and choose five titles"),
                COLLECTION,
                14,
                seen_by="titles",
                least=5,
            ),
            Step(_("Write one post about it"), MARKETING, 7, seen_by="posts"),
            PLACED,
            Step(_("Have coffee again: what did we learn?"), MARKETING, after=7),
        ),
        title=_("Our first project together"),
        message_hint=_("Such as: five books that you did not know we have."),
    ),
    Start.NATIONAL: Template(
        Start.NATIONAL,
        _("A national week"),
        _("The days come from the calendar; you choose for whom of your readers it is."),
        weeks_ahead=10,
        days=10,
        steps=(
            KICK_OFF,
            Step(_("See what the organiser offers: posters, texts, gift books"), MARKETING, 42),
            Step(TITLES, COLLECTION, 35, seen_by="titles"),
            Step(_("Order what is missing"), COLLECTION, 28),
            Step(_("Write the posts, one per channel"), MARKETING, 14, seen_by="posts"),
            Step(_("Put it on the screens"), MARKETING, 7, seen_by="screens"),
            Step(_("Tell the desk what is coming"), COLLECTION, 7),
            PLACED,
            LOOK_BACK,
        ),
        message_hint=_("What does this week bring for this group, here?"),
    ),
    Start.TABLE: Template(
        Start.TABLE,
        _("A theme table"),
        _("One table or shelf with one theme, for four weeks, and two posts about it."),
        weeks_ahead=6,
        days=28,
        steps=(
            KICK_OFF,
            Step(TITLES, COLLECTION, 28, seen_by="titles"),
            Step(_("Make the sign with the code on it"), MARKETING, 7),
            Step(_("Write the posts"), MARKETING, 10, seen_by="posts"),
            PLACED,
            Step(_("Fill the table up again halfway"), COLLECTION, -14),
            LOOK_BACK,
        ),
        message_hint=_("Such as: plan your journey in the library, ten minutes from home."),
    ),
    Start.ACQUISITIONS: Template(
        Start.ACQUISITIONS,
        _("New acquisitions"),
        _("What came in for this group, shown while it is new."),
        weeks_ahead=3,
        days=21,
        steps=(
            Step(_("Choose from what is new or coming"), COLLECTION, 14, seen_by="titles"),
            Step(_("Write a book tip for three of them"), COLLECTION, 7, seen_by="tips", least=3),
            Step(_("Put the tips in the newsletter and in a post"), MARKETING, 3),
            Step(_("Put it on the screens"), MARKETING, 2, seen_by="screens"),
            PLACED,
            LOOK_BACK,
        ),
        message_hint=_("Such as: just in, and nobody has read them yet."),
    ),
    Start.EMPTY: Template(
        Start.EMPTY,
        _("Empty"),
        _("You know what you want; only a target group and days are asked."),
        weeks_ahead=6,
        days=28,
    ),
}
# Of a copy nothing is made anew: its tasks come from last year's.
NOTHING = Template(Start.COPY, "", "", weeks_ahead=0, days=28)


def template(start: str) -> Template:
    """What this start brings."""
    return TEMPLATES.get(start, NOTHING)
