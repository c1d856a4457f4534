"""What a campaign still lacks, with the address of the page for it."""

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from campaigns import next_steps
from campaigns.queries.campaigns import Line


@dataclass(frozen=True)
class Onward:
    text: str
    url: str


def steps(line: Line, *, today: date) -> list[Onward]:
    """Each thing that is still to be done, as a link."""
    found = next_steps.steps(line, today=today)
    return [Onward(each.text, url) for each in found if (url := _url(each.route, line.item.pk))]


def _url(route: str, pk: int) -> str:
    try:
        return reverse(f"campaigns:{route}", args=[pk])
    except NoReverseMatch:
        return ""
