"""beat: the clock that sends what is due."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Run Celery beat; one is enough."

    def handle(self, *args: Any, **options: Any) -> None:
        schedule = settings.STATE_DIR / "beat-schedule"
        command = [sys.executable, "-m", "celery", "-A", "config.celery", "beat"]
        os.execv(sys.executable, [*command, "--loglevel", "WARNING", "--schedule", str(schedule)])
