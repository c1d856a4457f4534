"""Who is in a campaign of each of the two disciplines, and how long before its start that began."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.queries import campaigns
from planning import wording
from planning.entries import Entry, Joined
from planning.views.items import LETTERS


@dataclass(frozen=True)
class Aboard:
    """A discipline with those of it who are in, the first one first."""

    discipline: str
    people: list[Joined]
    ahead: str  # "13 weeks before the start"; "" while nobody is in

    @property
    def letter(self) -> str:
        return LETTERS[self.discipline]

    @property
    def name(self) -> str:
        return capfirst(wording.discipline_in_words(self.discipline))

    @property
    def since(self) -> date | None:
        return self.people[0].joined_on if self.people else None

    @property
    def names(self) -> str:
        named = [each.person for each in self.people if each.person]
        return ", ".join(named) or (_("nobody named yet") if self.people else "")


def aboard(entry: Entry) -> list[Aboard]:
    """Collection and marketing, in that order, whether somebody of them is in or not."""
    return [
        Aboard(each, people, _ahead(people[0].joined_on, entry.starts_on) if people else "")
        for each, people in campaigns.people(entry)
    ]


def _ahead(joined: date, starts: date) -> str:
    days = (starts - joined).days
    if days >= 14:
        return _("%(count)d weeks before the start") % {"count": days // 7}
    if days > 0:
        said = ngettext("one day before the start", "%(count)d days before the start", days)
        return said % {"count": days}
    return _("on the day of the start") if days == 0 else _("after the start")
