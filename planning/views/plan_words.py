"""The plan in words: the sentence above it, and the name of each thing for who only hears it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from planning.clashes import Days, is_joint_moment, joint_gaps
from planning.entries import Entry
from planning.models import Membership, NationalCampaign, PlanItem
from planning.queries import plan
from planning.views.plan_facts import Shown

CLASHES = ("clash_audience", "clash_space", "clash_capacity")
LETTERS = {"collection": "C", "marketing": "M", "programming": "P", "other": "A"}
SHORTEST_GAP = 2  # weeks worth a word


@dataclass(frozen=True)
class Sentence:
    """The answer, in parts: what is there, the longest gap (marked), and what clashes."""

    there: str
    gap: str = ""
    clashes: str = ""


def day(on: date, form: str = "l j F") -> str:
    """A day in words; a page says the same days again and again."""
    return _formatted(on, form, get_language() or "")


@lru_cache(maxsize=4096)
def _formatted(on: date, form: str, _language: str) -> str:
    return date_format(on, form)


def days(first: date, last: date, form: str = "l j F") -> str:
    if first == last:
        return day(first, form)
    return _("%(first)s to %(last)s") % {"first": day(first, form), "last": day(last, form)}


def short_days(first: date, last: date) -> str:
    """The days in the room of a heading; the month stands there once."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, 'j b')}"
    return f"{day(first, 'j b')} – {day(last, 'j b')}"


def sentence(shown: Shown) -> Sentence:
    """How the year stands. The filters change nothing about it."""
    campaigns = sum(entry.kind == "campaign" for entry in shown.of_year)
    moments = sum(is_joint_moment(entry) for entry in shown.of_year)
    said = [
        ngettext("%(count)d campaign", "%(count)d campaigns", campaigns) % {"count": campaigns}
        if campaigns
        else _("No campaigns yet"),
        ngettext("%(count)d joint moment", "%(count)d joint moments", moments) % {"count": moments}
        if moments
        else _("no joint moment yet"),
    ]
    clashing = sum(each.code in CLASHES for each in shown.open_signals)
    return Sentence(
        there=f"{', '.join(said)}.",
        gap=_gap(shown) if moments else "",
        clashes=_clashes(clashing) if shown.of_year else "",
    )


def _clashes(count: int) -> str:
    if not count:
        return _("No clashes.")
    return ngettext("%(count)d clash.", "%(count)d clashes.", count) % {"count": count}


def _gap(shown: Shown) -> str:
    gap = longest_gap(shown.entries, shown.year)
    weeks = gap.count // 7 if gap else 0
    if gap is None or weeks < SHORTEST_GAP:
        return ""
    return _("Longest gap: %(weeks)d weeks (%(months)s).") % {
        "weeks": weeks,
        "months": months(gap.first, gap.last),
    }


def longest_gap(entries: Sequence[Entry], year: int) -> Days | None:
    """The most days of a year in a row without a joint moment."""
    return max(joint_gaps(entries, *plan.year_of(year)), key=lambda gap: gap.count, default=None)


def months(first: date, last: date) -> str:
    """The month, or the first and the last one."""
    names = day(first, "F"), day(last, "F")
    return names[0] if names[0] == names[1] else f"{names[0]}–{names[1]}"


def belongs(entry: Entry, shown: Shown) -> str:
    """Of which campaign it is where its name does not say so, and in which channels a post goes."""
    of = shown.names.get(entry.parent_id or 0, "")
    parts = [of] if of and of not in entry.title else []
    parts += entry.channels if entry.kind == "post" else ()
    return ", ".join(parts)


def said(entry: Entry, numbers: Sequence[int], of: str = "") -> str:
    """What comes after the name of an item, for who hears it instead of seeing it."""
    parts = [kind(entry), *([of] if of else []), days(entry.starts_on, entry.ends_on)]
    parts += [hours(entry)] if entry.start_time else []
    parts += [disciplines(entry), status(entry)]
    if numbers:
        count = len(numbers)
        parts.append(ngettext("%(count)d signal", "%(count)d signals", count) % {"count": count})
    return ", ".join(parts)


def hours(entry: Entry) -> str:
    """From when until when, where there are times."""
    if not entry.start_time:
        return ""
    start = time_format(entry.start_time, "H:i")
    return f"{start}–{time_format(entry.end_time, 'H:i')}" if entry.end_time else start


def kind(entry: Entry) -> str:
    return _named("kind", entry.kind, get_language() or "")


def status(entry: Entry) -> str:
    return _named("status", entry.status, get_language() or "")


def disciplines(entry: Entry) -> str:
    """Which disciplines are in it, in a few words."""
    language = get_language() or ""
    names = [_named("discipline", each, language) for each in entry.disciplines]
    if len(names) < 2:
        return "".join(names) or _("nobody yet")
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


@lru_cache(maxsize=256)
def _named(field: str, value: str, _language: str) -> str:
    choices: dict[str, Sequence[tuple[str, object]]] = {
        "kind": PlanItem.Kind.choices,
        "status": PlanItem.Status.choices,
        "discipline": Membership.Discipline.choices,
    }
    return str(dict(choices[field]).get(value, value))


def answer(national: NationalCampaign) -> str:
    """Whether we join, beside the name of a national campaign."""
    return {
        NationalCampaign.Answer.JOIN: "",
        NationalCampaign.Answer.SKIP: _("not joining"),
        NationalCampaign.Answer.OPEN: _("still to choose"),
    }[NationalCampaign.Answer(national.answer)]


def said_national(national: NationalCampaign, numbers: Sequence[int]) -> str:
    parts = [
        _("national campaign"),
        days(national.starts_on, national.ends_on),
        str(national.get_answer_display()),
    ]
    if not national.is_confirmed:
        parts.append(_("dates expected"))
    if numbers:
        count = len(numbers)
        parts.append(ngettext("%(count)d signal", "%(count)d signals", count) % {"count": count})
    return ", ".join(parts)
