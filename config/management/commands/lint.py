"""lint: everything a tool can say about the code, in one go."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from config import translations

ROOT = Path(__file__).resolve().parents[3]
BIN = Path(sys.executable).parent
CHECKS = {
    "ruff": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy", "config", "planning", "segments", "campaigns", "manage.py"],
    "imports": ["lint-imports"],
    "templates": ["djangofmt", "check", "templates"],
}


class Command(BaseCommand):
    help = "Run ruff, mypy, import-linter, djangofmt, and look for missing migrations and Dutch."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [name for name, command in CHECKS.items() if not self._passes(name, command)]
        migrations = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]
        if not self._passes("migrations", migrations):
            failed.append("migrations")
        missing = translations.problems()
        self.stdout.write("\n".join([f"translations: {len(missing)} problems", *missing]))
        if missing:
            failed.append("translations")
        if failed:
            sys.exit(f"lint: {', '.join(failed)}")
        self.stdout.write("lint: all well")

    def _passes(self, name: str, command: list[str]) -> bool:
        started = time.perf_counter()
        if command[0] != sys.executable:
            command = [str(BIN / command[0]), *command[1:]]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        outcome = "ok" if done.returncode == 0 else "FAILED"
        self.stdout.write(f"{name}: {outcome} ({time.perf_counter() - started:.1f} s)")
        if done.returncode:
            self.stdout.write(done.stdout + done.stderr)
        return done.returncode == 0
