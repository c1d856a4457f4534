"""What is open beside the plan: an item, or a national campaign."""

from typing import Any

from planning.requests import Request
from planning.views import items, national
from planning.views.plan_facts import Shown


def panel(request: Request, shown: Shown) -> dict[str, Any]:
    """The context of the panel that the address names; what is not there opens nothing."""
    name, _colon, number = shown.selection.panel.partition(":")
    if name == "national":
        return national.panel_context(request, int(number))
    if name == "item":
        context = items.panel_context(request, int(number), signals=shown.signals)
        return {"panel_template": "planning/_item_panel.html", **context} if context else {}
    return {}
