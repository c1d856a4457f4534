"""What Celery calls: ids in, one action, nothing out. The database row is the job."""

from datetime import timedelta
from pathlib import Path

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from planning.models import Library
from segments.actions import uploads
from segments.models import JobTicket

AGAIN = timedelta(seconds=10)


@shared_task(base=DjangoTask, acks_late=True, expires=60)
def run_import(library_id: int, import_id: int) -> None:
    """Do what this import waits for, unless another worker is at it."""
    # numpy and pyarrow stay out of the web process, which only sends this task.
    from segments.actions import arrivals, running, upkeep

    if not running.run(library_id, import_id):
        return
    if arrivals.go_on(library_id, import_id):
        run_import.delay(library_id, import_id)
    else:
        upkeep.catch_up(library_id)


def wake_worker(library_id: int, import_id: int) -> None:
    """After the commit ask a worker to look; without a broker the sweep will."""
    transaction.on_commit(lambda: run_import.delay(library_id, import_id), robust=True)


@shared_task(base=DjangoTask, expires=10)
def sweep_imports() -> None:
    """Every few seconds: wake a worker for imports whose message or worker was lost."""
    due = JobTicket.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")
    for ticket in list(due[:50]):
        JobTicket.objects.filter(pk=ticket.pk).update(due_at=timezone.now() + AGAIN)
        run_import.delay(ticket.library_id, ticket.import_id)


@shared_task(base=DjangoTask, acks_late=True, expires=60)
def keep_up(library_id: int) -> None:
    """Take a library away, count it again, or make its insights anew: what it waits for."""
    from segments.actions import upkeep

    if not upkeep.remove_library(library_id):
        upkeep.catch_up(library_id)


@shared_task(base=DjangoTask, acks_late=True, expires=300)
def take_arrivals(library_id: int) -> None:
    """Take over what a library system has put in its folder."""
    from segments.actions import arrivals

    for import_id in arrivals.take(library_id):
        run_import.delay(library_id, import_id)


@shared_task(base=DjangoTask, expires=50)
def sweep_arrivals() -> None:
    """Every minute: the libraries that have such a folder."""
    for pk, slug in Library.objects.order_by("pk").values_list("pk", "slug"):
        if (Path(settings.DROP_DIR) / slug).is_dir():
            take_arrivals.delay(pk)


@shared_task(base=DjangoTask, expires=10)
def sweep_libraries() -> None:
    """Every few seconds: libraries that changed, and demonstrations to take away."""
    waiting = (
        Q(rollups_stale_at__isnull=False)
        | Q(insights_stale_at__isnull=False)
        | Q(removal_asked_at__isnull=False)
    )
    for pk in Library.objects.filter(waiting).order_by("pk").values_list("pk", flat=True):
        keep_up.delay(pk)


@shared_task(base=DjangoTask, expires=600)
def tidy_uploads() -> None:
    """Every hour: delete files that nobody went on with for a day."""
    uploads.tidy()


@shared_task(base=DjangoTask, acks_late=True, expires=3600)
def keep_promises(library_id: int) -> None:
    """Wipe codes whose term is over; forget again who asked for it before a backup came back."""
    from segments.actions import retention

    retention.keep_promises(library_id)


@shared_task(base=DjangoTask, expires=600)
def sweep_promises() -> None:
    """Every hour: each library's promises to its readers."""
    for pk in Library.objects.order_by("pk").values_list("pk", flat=True):
        keep_promises.delay(pk)


@shared_task(base=DjangoTask, acks_late=True, expires=3600)
def measure_advice(library_id: int) -> None:
    """What came of advice that was taken over eight weeks ago."""
    from segments.actions import advice_outcomes

    advice_outcomes.measure_due(library_id, today=timezone.localdate())


@shared_task(base=DjangoTask, expires=600)
def sweep_advice() -> None:
    """Every hour: each library's advice of which the outcome is due."""
    for pk in Library.objects.order_by("pk").values_list("pk", flat=True):
        measure_advice.delay(pk)
