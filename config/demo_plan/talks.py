"""The last consultation before today, held and closed, with what came out of it."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from planning.actions import agenda, meetings
from planning.actions.meetings import Agreed
from planning.models import AgendaItem, Consultation, Decision, Library, Membership, PlanItem

TASK_DAYS = 9  # so long after today somebody has promised it


def hold_the_last_one(library: Library, team: dict[str, Membership], *, today: date) -> None:
    """Hold the newest consultation that is over; in January there is none yet."""
    rows = PlanItem.objects.filter(
        library=library, kind=PlanItem.Kind.CONSULTATION, starts_on__lt=today
    )
    item = rows.current().order_by("-starts_on", "-pk").first()
    if item is None:
        return
    bram, noor = team["bram"].user, team["noor"].user
    consultation = agenda.consultation_of(item)
    shelf = agenda.add_point(consultation, title="Wie zet de wintertafel klaar?", by=bram)
    posts = agenda.add_point(consultation, title="Foto’s bij de boekentips", by=noor)
    screens = agenda.add_point(consultation, title="Wat doen de schermen in Haven?", by=noor)
    consultation = meetings.start(consultation, today=item.starts_on)
    _agree(shelf, Agreed("decision", "Bram kiest de titels, Noor maakt de kaart."), team, today)
    before = today + timedelta(days=TASK_DAYS)
    wanted = Agreed("action", "Tien foto’s maken in Oost", "marketing", noor, before)
    _agree(posts, wanted, team, today)
    _write(screens, "Volgende keer: dan zijn de cijfers er.", AgendaItem.State.CARRIED)
    for point in consultation.agenda.filter(state=AgendaItem.State.OPEN, decisions=None):
        _write(point, "Besproken.", AgendaItem.State.DONE)
    meetings.close(
        consultation, by=noor, remarks="Fijn kort overleg. Taart was van Ilse.", today=today
    )
    moment = datetime.combine(item.starts_on, time(11), timezone.get_current_timezone())
    Consultation.objects.filter(pk=consultation.pk).update(
        started_at=moment - timedelta(hours=1), closed_at=moment, mailed_at=moment
    )
    Decision.objects.filter(consultation=consultation).update(decided_at=moment)


def _agree(point: AgendaItem, agreed: Agreed, team: dict[str, Membership], today: date) -> None:
    meetings.agree(point, agreed, by=team["noor"].user, today=today)


def _write(point: AgendaItem, outcome: str, state: str) -> None:
    seen = meetings.digest_of(point.outcome)
    meetings.write_point(point, seen=seen, outcome=outcome, state=state)
