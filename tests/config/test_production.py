"""What holds when DATABASE_URL is given: secrets, cookies, and nothing that --deploy warns of."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRET = "q8Zr1mVw4tYb7nKc0xLd3sPf6gHj9eUa2oIi5QTRWEzAXSvDCFB_"
PRODUCTION = {
    "DATABASE_URL": "postgresql://samenplan_web@database.invalid/samenplan",
    "REDIS_URL": "redis://broker.invalid/0",
    "ALLOWED_HOSTS": "samenplan.example.org",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "SAMENPLAN_STATE") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        cwd=ROOT,
        env={**kept, **PRODUCTION, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_deployment_has_nothing_to_warn_of() -> None:
    done = run("check", "--deploy", "--fail-level", "INFO", SECRET_KEY=SECRET)

    assert (done.returncode, done.stdout) == (
        0,
        "System check identified no issues (0 silenced).\n",
    )


@pytest.mark.parametrize("secret", ["", "geheim", "x" * 60, "django-insecure-" + SECRET])
def test_production_refuses_a_secret_that_can_be_guessed(secret: str) -> None:
    done = run("check", SECRET_KEY=secret)

    assert done.returncode != 0
    assert "Set SECRET_KEY to at least 50 random characters" in done.stderr


def test_production_sends_cookies_over_https_only() -> None:
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]
    code = f"from django.conf import settings; print([getattr(settings, n) for n in {names}])"

    done = run("shell", "--no-imports", "-c", code, SECRET_KEY=SECRET)

    assert done.stdout == "[True, True, True]\n"
