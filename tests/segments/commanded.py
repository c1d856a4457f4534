"""The command import_loans as a script calls it: its one JSON object and its exit code."""

import io
import json
from pathlib import Path
from typing import Any

from django.core.management import call_command

from planning.models import Library
from tests.conftest import acting_as


def import_file(library: Library | str, path: Path, *options: str) -> dict[str, Any]:
    """What the command answers; `exit` is its exit code."""
    slug = library if isinstance(library, str) else library.slug
    output = io.StringIO()
    code = 0
    with acting_as("worker"):
        try:
            call_command("import_loans", str(path), "--library", slug, *options, stdout=output)
        except SystemExit as left:
            code = int(left.code or 0)
    answer: dict[str, Any] = json.loads(output.getvalue())
    return answer | {"exit": code}


def import_text(library: Library, folder: Path, text: str, *options: str) -> dict[str, Any]:
    """The same for a file with this text."""
    path = folder / f"bestand-{len(list(folder.iterdir())):03}.csv"
    path.write_text(text, encoding="utf-8")
    return import_file(library, path, *options)


def state(answer: dict[str, Any]) -> tuple[str, str]:
    """The state and the code of the reason, without what follows it."""
    return answer["state"], answer["code"].partition(":")[0]


def counts(answer: dict[str, Any]) -> tuple[int, ...]:
    """read, accepted, duplicates, conflicts, rejected"""
    names = ("read", "accepted", "duplicates", "conflicts", "rejected")
    return tuple(answer[name] for name in names)
