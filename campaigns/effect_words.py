"""What is said of an effect: the counts first, then how strong it is, then what it does not say."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segments.effect.intervals import Sums, interval
from segments.effect.told import EstimateTold, PartTold, Told, day_of
from segments.effect.verdicts import LEAST_EXPECTED, Verdict, verdict


def length(days: int) -> str:
    """4 weeks, or 10 days where it is no whole number of weeks."""
    if days and days % 7 == 0:
        weeks = days // 7
        return ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": weeks}
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": number_format(days)}


def counts(told: Told) -> str:
    """11 van 12 titels gingen mee; 90 uitleningen in 4 weken, eerder zo'n 17."""
    if not told.days_during:
        usual = told.before * told.days / told.days_before if told.days_before else 0
        said = _("In the weeks before, these titles were lent about %(count)s times in %(length)s.")
        return said % {"count": number_format(round(usual)), "length": length(told.days)}
    values = {
        "went": number_format(told.went),
        "titles": number_format(told.titles),
        "loans": loans(told.during),
        "length": length(told.days_during),
        "usual": number_format(round(told.usual or 0)),
    }
    if told.usual is None:
        said = _("%(went)s of %(titles)s titles were taken along; %(loans)s in %(length)s.")
    else:
        said = _(
            "%(went)s of %(titles)s titles were taken along; %(loans)s in %(length)s,"
            " before that about %(usual)s."
        )
    return said % values


def loans(count: int) -> str:
    """90 loans"""
    return ngettext("%(count)s loan", "%(count)s loans", count) % {"count": number_format(count)}


def strength(estimate: EstimateTold) -> str:
    """What comparable titles lead to expect, how far this is from it, and how sure that is."""
    return said_of(estimate.expected, (estimate.uplift, estimate.low, estimate.high))


def said_of(expected: float, ratios: tuple[float, float, float]) -> str:
    """The same of any expected count with its uplift and the ends of its interval."""
    uplift, low, high = ratios
    values = {
        "expected": number_format(round(expected)),
        "least": LEAST_EXPECTED,
        "share": percent(abs(uplift)),
        "low": percent(low),
        "high": percent(high),
    }
    sentences = {
        Verdict.MORE: _(
            "Comparable titles lead to expect %(expected)s: this is %(share)s more"
            " (between %(low)s and %(high)s)."
        ),
        Verdict.LESS: _(
            "Comparable titles lead to expect %(expected)s: this is %(share)s fewer"
            " (between %(low)s and %(high)s)."
        ),
        Verdict.UNCLEAR: _(
            "Comparable titles lead to expect %(expected)s. The difference may be chance: it lies"
            " between %(low)s and %(high)s."
        ),
        Verdict.TOO_LITTLE: _(
            "Too little to say anything: %(expected)s loans were to be expected, and under"
            " %(least)s chance is larger than any effect."
        ),
    }
    return sentences[verdict(expected, low, high)] % values


def percent(ratio: float) -> str:
    """+38 % for an end of an interval, 38 % for a share; a minus sign that is one."""
    whole = round(100 * ratio)
    said = number_format(abs(whole))
    return f"−{said}\u00a0%" if whole < 0 else f"{said}\u00a0%"


def label(told: Told) -> str:
    """The verdict in a few words."""
    return {
        Verdict.MORE: _("more loans than expected"),
        Verdict.LESS: _("fewer loans than expected"),
        Verdict.UNCLEAR: _("no difference to be seen"),
        Verdict.TOO_LITTLE: _("too little to say anything"),
        None: _("not measured yet"),
    }[told.verdict]


def displacement(part: PartTold) -> str:
    """Whether more was lent in all, or the same loans of other titles."""
    values = {
        "during": number_format(part.during),
        "expected": number_format(part.expected),
        "low": number_format(part.low),
        "high": number_format(part.high),
    }
    if part.during > part.high:
        said = _(
            "More was lent in all: these genres together came to %(during)s, where %(expected)s"
            " were to be expected (between %(low)s and %(high)s)."
        )
    elif part.during < part.low:
        said = _(
            "In all no more was lent: these genres together came to %(during)s, where %(expected)s"
            " were to be expected (between %(low)s and %(high)s). Loans may have moved from other"
            " titles to these."
        )
    else:
        said = _(
            "Whether more was lent in all cannot be seen: these genres together came to %(during)s,"
            " where %(expected)s were to be expected (between %(low)s and %(high)s)."
        )
    return said % values


def since(told: Told) -> str:
    """What was lent in the weeks after it."""
    if not told.days_after:
        return ""
    values = {"loans": loans(told.after), "length": length(told.days_after)}
    if told.after_expected is None:
        return _("Since it ended: %(loans)s in %(length)s.") % values
    values["expected"] = number_format(round(told.after_expected))
    said = _("Since it ended: %(loans)s in %(length)s, where %(expected)s were to be expected.")
    return said % values


def lengths(told: Told) -> str:
    """Of how many days the columns of a table are."""
    found = [
        (_("before"), told.days_before),
        (_("during"), told.days_during),
        (_("afterwards"), told.days_after),
    ]
    return "; ".join(f"{name} {length(days)}" for name, days in found if days)


def last_year(told: Told) -> str:
    """The same titles in the same weeks of last year."""
    if told.last_year is None or not told.days_during:
        return ""
    said = _("In the same weeks of last year these titles had %(loans)s.")
    return said % {"loans": loans(told.last_year)}


def others(estimate: EstimateTold) -> str:
    """Against what it is held, and what those titles did meanwhile."""
    values = {
        "count": number_format(estimate.comparisons),
        "share": percent(abs(estimate.others_change or 0)),
    }
    if estimate.others_change is None:
        said = _("Compared with %(count)s other titles.")
    elif round(100 * estimate.others_change) == 0:
        said = _("Compared with %(count)s other titles, which were lent as often as before.")
    elif estimate.others_change > 0:
        said = _("Compared with %(count)s other titles, which rose by %(share)s meanwhile.")
    else:
        said = _("Compared with %(count)s other titles, which fell by %(share)s meanwhile.")
    return said % values


def remarks(told: Told, names: Mapping[int, str], unknown: list[str], today: date) -> list[str]:
    """What a reader of these figures should know: days, titles that are left out, one that counts
    for all."""
    found = [*_days(told, today)]
    if told.outlier is not None:
        said = _("One title carries this: %(title)s brought %(share)s of the extra loans.")
        title = names.get(told.outlier, "")
        found.append(said % {"title": title, "share": percent(told.outlier_share)})
    for numbers, said in (
        (told.too_new, _("Too new to compare, and left out of the comparison: %(titles)s.")),
        (told.alone, _("Without anything in the collection to compare with: %(titles)s.")),
    ):
        if numbers:
            titles = ", ".join(names.get(number, str(number)) for number in numbers)
            found.append(said % {"titles": titles})
    if unknown:
        not_there = _("Not in the catalogue, so not measured: %(titles)s.")
        found.append(not_there % {"titles": ", ".join(unknown)})
    return found


def _days(told: Told, today: date) -> list[str]:
    known = day_of(told.known_until)
    if known is None:
        return []
    found = []
    missing = told.days - told.days_during
    if missing > 0 and told.days_during:
        said = ngettext(
            "Loans are known until %(day)s: %(count)s day of the campaign is not counted yet.",
            "Loans are known until %(day)s: %(count)s days of the campaign are not counted yet.",
            missing,
        )
        values = {"day": date_format(known, "j F Y"), "count": number_format(missing)}
        found.append(said % values)
    for first, until in told.silences:
        said = _("No loans at all are known from %(first)s until %(until)s; is a file missing?")
        days = [date_format(date.fromisoformat(day), "j F") for day in (first, until)]
        found.append(said % {"first": days[0], "until": days[1]})
    return found


def together(sums: Sums, count: int, year: int) -> str:
    """The verdict over comparable campaigns of a year."""
    level, low, high = interval(sums)
    values = {
        "count": number_format(count),
        "year": year,
        "observed": loans(round(sums.observed)),
        "said": said_of(sums.expected, (level - 1, low - 1, high - 1)),
    }
    return _("%(count)s campaigns of %(year)s together: %(observed)s. %(said)s") % values


def honest() -> str:
    """What all of it is and is not."""
    return _("An association, no proof.")
