"""Celery: a message only wakes somebody up, the row in the database is the job."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("samenplan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
