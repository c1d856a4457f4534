"""What Celery calls for campaigns: one action, nothing out."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone

from campaigns.actions import programmes
from planning.models import Library


@shared_task(base=DjangoTask, expires=50)
def renew_programmes() -> None:
    """Every minute: what each screen is given, so that it ends when its days do."""
    programmes.renew_all()


@shared_task(base=DjangoTask, acks_late=True, expires=3600)
def measure_effects(library_id: int) -> None:
    """What came of the campaigns of a library, where loans, days or titles changed since."""
    # numpy stays out of the web process, which only sends this task.
    from campaigns.actions import effects

    effects.measure_due(library_id, today=timezone.localdate())


@shared_task(base=DjangoTask, expires=240)
def sweep_effects() -> None:
    """Every five minutes: each library's campaigns; what is up to date costs next to nothing."""
    for pk in Library.objects.order_by("pk").values_list("pk", flat=True):
        measure_effects.delay(pk)
