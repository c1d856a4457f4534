#!/usr/bin/env python3
"""The only entry point. Needs nothing but Python 3.11 or newer: it builds its own environment."""

import os
import sys


def main() -> int:
    from config import bootstrap

    bootstrap.ensure_environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    bootstrap.compile_translations()

    from config import services

    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    os.environ.setdefault("SAMENPLAN_ROLE", services.role_of(command))
    # The processes that we start may work in another folder.
    os.environ["SAMENPLAN_STATE"] = str(services.state())
    if command == "test":
        services.use_test_state()
    from django.core.exceptions import ImproperlyConfigured

    try:
        with services.for_command(command):
            if command == "test":
                import subprocess

                environment = {**os.environ, **bootstrap.browser()}
                tests = [sys.executable, "-m", "pytest", *sys.argv[2:]]
                return subprocess.run(tests, env=environment, check=False).returncode
            from django.core.management import execute_from_command_line

            execute_from_command_line(sys.argv)
    except (services.CannotServe, ImproperlyConfigured) as problem:
        sys.exit(str(problem))
    return 0


if __name__ == "__main__":
    sys.exit(main())
