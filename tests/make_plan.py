"""Plans for tests: every argument optional, every default valid."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from planning import tenancy
from planning.actions import items
from planning.models import Branch, Channel, Display, Library, PlanItem, TargetGroup, User
from tests import make

DAY = date(2027, 3, 15)  # a Monday


def item(
    of: Library,
    title: str = "",
    *,
    kind: str = "activity",
    starts_on: date = DAY,
    days: int = 1,
    involved: Iterable[tuple[str, User | None]] = (("collection", None),),
    by: User | None = None,
    created_at: datetime | None = None,
    **fields: Any,
) -> PlanItem:
    values = {
        "kind": kind,
        "title": title or f"Item {next(make.serial):04}",
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=days - 1),
        **fields,
    }
    with tenancy.library_scope(of):
        return items.create_item(of, by=by, fields=values, involved=involved, created_at=created_at)


def target_group(of: Library, name: str = "") -> TargetGroup:
    with tenancy.library_scope(of):
        return TargetGroup.objects.create(
            library=of, name=name or f"Doelgroep {next(make.serial):04}"
        )


def channel(of: Library, name: str = "") -> Channel:
    with tenancy.library_scope(of):
        return Channel.objects.create(library=of, name=name or f"Kanaal {next(make.serial):04}")


def display(of: Library, branch: Branch, name: str = "") -> Display:
    with tenancy.library_scope(of):
        return Display.objects.create(
            library=of, branch=branch, name=name or f"Tafel {next(make.serial):04}"
        )
