"""What can be put on the agenda about a segment: each block of its profile as one figure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from segments import addresses
from segments.forms.profile import Asked
from segments.queries.names import Entry
from segments.views import explorer_words as words
from segments.views import profile_supply
from segments.views.profile_borrowing import Borrowing
from segments.views.profile_living import Living
from segments.views.profile_supply import Supply
from segments.views.profile_titles import OwnTitles


@dataclass(frozen=True)
class Question:
    """As _talk_together.html wants it."""

    question: str
    evidence: str
    address: str
    source: str


def about_borrowing(row: Entry, asked: Asked, borrowing: Borrowing) -> Question | None:
    """What stands out in what they borrow."""
    sentence = borrowing.sentence
    if not sentence:
        return None
    what = borrowing.favourites[0] if borrowing.favourites else row.name
    question = _("What do we do with %(genre)s for %(segment)s?")
    return _question(
        row, asked, "borrowing", question % {"genre": what, "segment": row.name}, sentence
    )


def about_living(row: Entry, asked: Asked, living: Living) -> Question | None:
    """How many of them we reach."""
    sentence = reach_sentence(living)
    if not sentence:
        return None
    question = _("How do we reach more of %(segment)s?") % {"segment": row.name}
    return _question(row, asked, "reach", question, f"{row.name}: {sentence}")


def about_members(row: Entry, asked: Asked, living: Living) -> Question | None:
    """Members who borrow nothing."""
    members = living.members
    if members is None or members.zero.borrowers is None or members.members.borrowers is None:
        return None
    question = _("How do we get zero-borrowers of %(segment)s to borrow?") % {"segment": row.name}
    said = _("%(segment)s: %(members)s members, of whom %(zero)s borrowed nothing.") % {
        "segment": row.name,
        "members": words.count(members.members.borrowers),
        "zero": words.count(members.zero.borrowers),
    }
    return _question(row, asked, "members", question, said)


def about_titles(row: Entry, asked: Asked, titles: OwnTitles) -> Question | None:
    """The titles that are theirs."""
    if not titles.rows:
        return None
    question = _("What do we do with the titles that %(segment)s takes and others leave?")
    first = " · ".join(f"{each.title} {each.times}" for each in titles.rows[:5])
    return _question(row, asked, "titles", question % {"segment": row.name}, first)


def about_supply(row: Entry, asked: Asked, scarce: Supply | None) -> Question | None:
    """What they ask for and what stands there least."""
    if scarce is None:
        return None
    genre = scarce.figure.genre.name
    question = _("Do we have enough %(genre)s for %(segment)s?")
    said = _("%(genre)s with %(segment)s: %(figures)s; in the whole collection %(usual)s.") % {
        "genre": genre,
        "segment": row.name,
        "figures": profile_supply.said(scarce),
        "usual": words.count(round(scarce.copies / scarce.ratio)),
    }
    names = {"genre": genre, "segment": row.name}
    return _question(row, asked, "supply", question % names, said)


def reach_sentence(living: Living) -> str:
    """4.450 huishoudens, 8 leners per 100; bij het gemiddelde 310 leners meer."""
    line = living.line
    if line is None or not line.households:
        return ""
    if line.per_hundred is None:
        said = _("%(households)s households; the borrowers are too few to show.")
        return said % {"households": words.count(line.households)}
    values = {
        "households": words.count(line.households),
        "rate": words.decimal(line.per_hundred),
        "reference": words.decimal(line.reference or 0),
        "more": words.count(line.potential or 0),
    }
    if not line.potential:
        return _("%(households)s households, %(rate)s active borrowers per 100.") % values
    return (
        _(
            "%(households)s households, %(rate)s active borrowers per 100; at the average of"
            " %(reference)s that would be %(more)s borrowers more."
        )
        % values
    )


def _question(row: Entry, asked: Asked, block: str, question: str, evidence: str) -> Question:
    return Question(
        question,
        evidence,
        addresses.segment_url(row.code, row.name) + asked.query(),
        f"segment:{row.code}:{asked.readers}:{block}|{asked.period}",
    )
