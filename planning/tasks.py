"""What Celery calls on the ground: ids in, one action, nothing out."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask

from planning import accounts
from planning.actions import bins


@shared_task(base=DjangoTask, expires=600)
def tidy_sessions() -> None:
    """Every hour: forget sessions that ended, with the address they came from."""
    accounts.forget_ended_sessions()


@shared_task(base=DjangoTask, expires=600)
def forget_former_people() -> None:
    """Every day: who left every library a year ago."""
    accounts.forget_former_people()


@shared_task(base=DjangoTask, expires=600)
def empty_bins() -> None:
    """Every hour: what lay in the bin for thirty days."""
    bins.empty_bins()
