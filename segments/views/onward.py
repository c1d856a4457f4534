"""Where a figure leads to: the titles behind it, a target group, a campaign, a proposal.

Each is a page that stands ready with what is known already; nothing is made by following a link.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from segments import addresses
from segments.forms.explorer import GROUP
from segments.queries.names import Entry

LONGEST_TITLE = 120
LONGEST_WHY = 600


@dataclass(frozen=True)
class Step:
    text: str
    url: str
    icon: str


@dataclass(frozen=True)
class About:
    """What a figure is about; what is None or empty is all of it."""

    readers: str = ""
    period: str = ""
    segment: Entry | None = None
    genre: Entry | None = None
    branch: str = ""  # its code
    place: str = ""  # its name

    @property
    def name(self) -> str:
        """Reis voor Rustige buiten in Dorp."""
        parts = [self.genre.name if self.genre else "", self.segment.name if self.segment else ""]
        whole = (
            _("%(genre)s for %(segment)s") % {"genre": parts[0], "segment": parts[1]}
            if all(parts)
            else "".join(parts)
        )
        if not self.place:
            return whole
        return _("%(what)s in %(place)s") % {"what": whole, "place": self.place}


def titles(about: About) -> str:
    """All titles behind it, with where they stand."""
    is_group = about.branch.startswith(GROUP)
    return _with(
        "segments:titles",
        genre=about.genre.code if about.genre else "",
        branch="" if is_group else about.branch,
        segment=about.segment.code if about.segment else "",
        readers=about.readers,
    )


def behind(about: About) -> str:
    """The short list of them, as a panel shows it."""
    return _with(
        "segments:figure_titles",
        readers=about.readers,
        period=about.period,
        segment=about.segment.code if about.segment else "",
        genre=about.genre.code if about.genre else "",
        branch="" if about.branch.startswith(GROUP) else about.branch,
    )


def target_group(about: About, *, why: str) -> str:
    """A new target group of this segment, with the figure as the reason."""
    segment = about.segment
    return _with(
        "planning:target_group_add",
        name=segment.name[:60] if segment else "",
        why=why[:LONGEST_WHY],
        segment=segment.code if segment else "",
    )


def next_steps(about: About, *, group: int | None = None, why: str = "") -> list[Step]:
    """A proposal, a campaign, a target group, in that order; each opens filled in."""
    title, group_id = about.name[:LONGEST_TITLE], str(group or "")
    steps = [
        Step(
            _("Propose something"),
            _with("planning:initiative_add", title=title, description=why, target_group=group_id),
            "choice",
        ),
        Step(
            _("Plan a campaign"),
            _with(
                "campaigns:campaign_add",
                title=title,
                notes=why,
                target_group=group_id,
                segment=about.segment.code if about.segment and not group else "",
            ),
            "campaign",
        ),
    ]
    if about.segment is not None and about.segment.position > 0 and not group:
        steps.append(Step(_("Choose as target group"), target_group(about, why=why), "group"))
    return steps


def profile(segment: Entry) -> str:
    """Everything about a segment."""
    return addresses.segment_url(segment.code, segment.name)


def _with(route: str, **query: Any) -> str:
    given = {name: value for name, value in query.items() if value}
    address = reverse(route)
    return f"{address}?{urlencode(given)}" if given else address
