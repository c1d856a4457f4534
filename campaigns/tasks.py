"""What Celery calls for campaigns: one action, nothing out."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask

from campaigns.actions import programmes


@shared_task(base=DjangoTask, expires=50)
def renew_programmes() -> None:
    """Every minute: what each screen is given, so that it ends when its days do."""
    programmes.renew_all()
