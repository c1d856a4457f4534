"""Kinds to choose from, each a link: so the right questions come without any script."""

from dataclasses import dataclass

from django.utils.text import capfirst

from planning.models import PlanItem
from planning.requests import Request


@dataclass(frozen=True)
class KindLink:
    url: str
    label: str
    current: bool


def kind_links(request: Request, kind: str) -> list[KindLink]:
    """This same form for each kind, with all else that the address says."""
    links = []
    for value, label in PlanItem.Kind.choices:
        query = request.GET.copy()
        query["kind"] = value
        address = f"{request.path}?{query.urlencode(safe='/:')}"
        links.append(KindLink(address, str(capfirst(label)), value == kind))
    return links
