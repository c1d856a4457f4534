"""Somebody's own plan into the shared one: read, looked over, put in, and out again if need be."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from planning.actions import items
from planning.actions.overlays import begin_year
from planning.models import Library, PlanDraft, PlanItem, TargetGroup, User
from planning.pasting import Pasted

KEPT = timedelta(days=1)


def keep_draft(
    library: Library, *, by: User, rows: Iterable[Pasted], discipline: str, filename: str = ""
) -> PlanDraft:
    """Keep what was read until somebody looked it over; older ones go after a day."""
    PlanDraft.objects.filter(library=library, created_at__lt=timezone.now() - KEPT).delete()
    written = [
        {
            **{name: _text(value) for name, value in asdict(each).items()},
            "discipline": each.discipline or discipline,
        }
        for each in rows
    ]
    return PlanDraft.objects.create(library=library, by=by, filename=filename[:120], rows=written)


@transaction.atomic
def put_in(
    draft: PlanDraft, *, by: User, year: int, rows: Iterable[Mapping[str, Any]]
) -> list[PlanItem]:
    """Make an item of each row, and let go of the draft; `rows` as the form cleaned them."""
    draft = PlanDraft.objects.select_for_update().get(pk=draft.pk)
    begin_year(draft.library, year, by=by)
    groups = {
        group.name.casefold(): group
        for group in TargetGroup.objects.filter(library=draft.library, archived_at=None)
    }
    made = [
        items.create_item(
            draft.library,
            by=by,
            fields={
                "kind": each["kind"],
                "title": each["title"],
                "starts_on": each["starts_on"],
                "ends_on": each["ends_on"],
                **_group_or_note(groups, str(each.get("target_group", "")), str(each["notes"])),
            },
            involved=[(each["discipline"], None)],
        )
        for each in rows
    ]
    draft.delete()
    return made


@transaction.atomic
def take_out(found: Iterable[PlanItem], *, by: User) -> int:
    """Take what was just put in out again, as long as nobody changed it since."""
    untouched = [each for each in found if each.version == 1 and each.archived_at is None]
    for each in untouched:
        items.archive_item(each, by=by)
    return len(untouched)


def _group_or_note(groups: Mapping[str, TargetGroup], name: str, notes: str) -> dict[str, Any]:
    group = groups.get(name.casefold())
    if group or not name:
        return {"target_group": group, "notes": notes}
    return {"notes": "\n".join(filter(None, [notes, name]))}


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
