"""What the demonstration library chose, and what it does not do."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from planning.actions import choices
from planning.actions.target_groups import focus_on, set_room
from planning.clashes import Days
from planning.clashes.hours import planned_hours
from planning.entries import COLLECTION, MARKETING
from planning.models import FocusPoint, Initiative, Library, Membership, TargetGroup
from planning.queries import plan

FOCUS_POINTS = ("Iedereen kan meedoen", "Lezen begint thuis")
FOCUS_GROUPS = ("families", "seniors", "young")
STEP = 5

# (title, what it is, group, hours of collection and marketing, euros)
WE_DO: tuple[tuple[Any, ...], ...] = (
    ("Voorleeskoffers voor thuis", "Tien koffers die rondgaan.", "families", 24, 10, 300),
    ("Verhalen van de Haven", "Bewoners vertellen bij oude foto’s.", "seniors", 20, 14, 250),
)
LATER: tuple[Any, ...] = (
    "Boekenfiets langs de scholen",
    "Wachten op de subsidie.",
    "families",
    40,
    12,
    2500,
)
# (title, what it is, group, hours, hours, euros, code of the reason, reason)
WE_DO_NOT: tuple[tuple[Any, ...], ...] = (
    ("Een eigen podcast", "Elke maand een gesprek.", "young", 20, 60, 400, "hours",
     "Zestig uur per kwartaal, en onze drie doelgroepen luisteren er weinig naar."),
    ("Boekenbeurs in de sporthal", "Tweedehands en nieuw.", "families", 30, 40, 1800, "elsewhere",
     "De boekhandel aan de Singel doet dit al, en doet het goed."),
)  # fmt: skip
WE_STOP: tuple[Any, ...] = (
    "Papieren maandagenda", "Twaalf keer per jaar, 800 stuks.", "seniors", 4, 36, 2200,
    "no_effect", "Aan de balie bleef twee derde liggen; de nieuwsbrief bereikt dezelfde mensen.",
)  # fmt: skip
PROPOSED: tuple[tuple[Any, ...], ...] = (
    ("Mangahoek met de school", "Leerlingen kiezen mee.", "young", 26, 12, 500),
    ("Boek en bakkie", "Elke maand een uur bij de leestafel.", "seniors", 12, 16, 120),
    ("Kookboekenproeverij", "Koken uit een boek van de kast.", "families", 14, 18, 400),
)


def choose(
    library: Library,
    team: dict[str, Membership],
    groups: dict[str, TargetGroup],
    *,
    today: date,
) -> None:
    """Focus, proposals and decisions of this year and of the next."""
    for name in FOCUS_POINTS:
        FocusPoint.objects.create(library=library, name=name)
    point = FocusPoint.objects.filter(library=library).order_by("pk").last()
    for year in (today.year, today.year + 1):
        for key in FOCUS_GROUPS:
            focus_on(groups[key], year=year)
    ilse, noor, bram = team["ilse"].user, team["noor"].user, team["bram"].user
    look_back_on = today + timedelta(days=170)

    def propose(row: tuple[Any, ...], year: int, quarter: int, **more: Any) -> Initiative:
        title, text, group, collection, marketing, euros = row[:6]
        fields = {
            "title": title,
            "description": text,
            "year": year,
            "quarter": quarter,
            "target_group": groups[group],
            "hours_collection": collection,
            "hours_marketing": marketing,
            "euros": Decimal(euros),
            **more,
        }
        return choices.propose(library, by=noor if marketing > collection else bram, fields=fields)

    for number, row in enumerate(WE_DO, start=2):
        made = propose(row, today.year, number, focus_point=point)
        choices.tick_criteria(made, ticked=choices.CRITERIA[: number + 1])
        made.refresh_from_db()
        choices.decide(made, by=ilse, base=made.version, status="accepted")
    for row in WE_DO_NOT:
        made = propose(row, today.year, 3)
        _say_no(made, row, ilse, "declined", look_back_on)
    _say_no(propose(WE_STOP, today.year, 4), WE_STOP, ilse, "stopped", look_back_on)
    later = propose(LATER, today.year + 1, 2)
    choices.decide(later, by=ilse, base=later.version, status="later", look_back_on=look_back_on)
    for number, row in enumerate(PROPOSED, start=1):
        made = propose(row, today.year + 1, number)
        choices.tick_criteria(made, ticked=choices.CRITERIA[:number])


def _say_no(
    made: Initiative, row: tuple[Any, ...], by: Any, status: str, look_back_on: date
) -> None:
    choices.decide(
        made,
        by=by,
        base=made.version,
        status=status,
        reason_code=row[6],
        reason=row[7],
        look_back_on=look_back_on,
    )


def give_room(library: Library, *, today: date) -> None:
    """Hours that fit what is planned, but for marketing in the quarter in which it becomes busy."""
    busy = today + timedelta(days=45)
    for year in (today.year, today.year + 1):
        first, last = plan.year_of(year)
        entries = plan.entries_between(library, first, last)
        hours: dict[tuple[int, str], int | None] = {}
        for quarter in range(1, 5):
            days = Days(*plan.quarter_days(year, quarter))
            for discipline in (COLLECTION, MARKETING):
                planned = float(planned_hours(entries, discipline, days))
                is_over = discipline == MARKETING and days.first <= busy <= days.last
                share = 0.8 if is_over else 1.3
                least = STEP if is_over else 100
                hours[quarter, discipline] = max(least, round(planned * share / STEP) * STEP)
        set_room(library, year, hours=hours, euros={each: Decimal(2500) for each in range(1, 5)})
