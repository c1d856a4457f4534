"""Book tips on this week's list: what the other discipline wrote, and what was taken back."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import BookTip
from campaigns.queries import tips as queries
from config.points import Point
from planning.entries import OTHER
from planning.models import Membership

DAYS = queries.NEWS
NAMED = 3  # books by name, the rest counted


def tips(membership: Membership, today: date) -> Iterator[Point]:
    """One point for the new tips of others, and one for each of one's own that was taken back."""
    news = queries.news(membership, since=today - DAYS)
    if news.written and membership.discipline != OTHER:
        yield _written(news.written, news.lane)
    for tip in news.taken_back:
        yield Point(
            key=f"tip-back:{tip.pk}:{tip.version}",
            due=timezone.localdate(tip.taken_back_at) + DAYS,
            title=_("Your tip about “%(book)s” was taken back") % {"book": tip.book},
            text=tip.taken_back_why,
            url=reverse("campaigns:tip", args=[tip.pk]),
            action=_("Look at the tip"),
            lane=membership.discipline,
        )


def _written(found: Sequence[BookTip], lane: str) -> Point:
    names = list(dict.fromkeys(tip.by.partition(",")[0] for tip in found))
    title = ngettext(
        "%(count)d new book tip of %(names)s",
        "%(count)d new book tips of %(names)s",
        len(found),
    )
    oldest = min(timezone.localdate(tip.written_at) for tip in found)
    return Point(
        # A newer tip is news again for who put the earlier ones aside.
        key=f"tips:{max(tip.pk for tip in found)}",
        due=oldest + DAYS,
        title=title % {"count": len(found), "names": _listed(names)},
        text=_books(found) + " " + _("They are live. Something not right? Take it back."),
        url=reverse("campaigns:tip", args=[found[0].pk])
        if len(found) == 1
        else reverse("campaigns:tips"),
        action=_("Read the tip") if len(found) == 1 else _("Read the tips"),
        lane=lane,
    )


def _books(found: Sequence[BookTip]) -> str:
    named = [f"“{tip.book}”" for tip in found[:NAMED]]
    if more := len(found) - len(named):
        named.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    return f"{_listed(named)}."


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
