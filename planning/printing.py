"""A page of ours as a PDF, printed by a Chromium that gets nothing but that page.

The page is handed over as a file with its style sheet and letters beside it. So the browser logs in
nowhere and asks no other machine anything, and its profile goes afterwards.
"""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

from django.conf import settings

SECONDS = 20
ASSETS = Path(settings.BASE_DIR) / "static"
OPTIONS = (
    "--headless",
    "--disable-gpu",
    # A container or a service may not make one. The page is ours, its policy allows no script, and
    # every text of people in it is escaped.
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
)
# A browser takes some 200 MB: more than one at a time is more than a small server has.
_one_at_a_time = BoundedSemaphore(1)


class CannotPrint(Exception):
    """There is no Chromium here, or it did not manage in time."""


def pdf_of(html: str, assets: tuple[str, ...]) -> bytes:
    """The PDF of a page that refers to these files of ours by their names; or CannotPrint."""
    program = settings.CHROMIUM_PATH
    if not program:
        raise CannotPrint("no Chromium")
    if not _one_at_a_time.acquire(timeout=SECONDS):
        raise CannotPrint("busy")
    try:
        # A browser that was stopped may write its last file while its folder goes.
        with TemporaryDirectory(prefix="print-", ignore_cleanup_errors=True) as name:
            return _printed(program, html, assets, Path(name))
    finally:
        _one_at_a_time.release()


def _printed(program: str, html: str, assets: tuple[str, ...], folder: Path) -> bytes:
    for asset in assets:
        copy = folder / asset
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(ASSETS / asset, copy)
    page, printed = folder / "page.html", folder / "page.pdf"
    page.write_text(html, encoding="utf-8")
    home = folder / "home"
    home.mkdir()
    command = [
        program,
        *OPTIONS,
        f"--user-data-dir={home}",
        f"--print-to-pdf={printed}",
        page.as_uri(),
    ]
    _run(command, folder, home)
    if not printed.exists():
        raise CannotPrint("nothing was printed")
    return printed.read_bytes()


def _run(command: list[str], folder: Path, home: Path) -> None:
    environment = {"HOME": str(home), "TMPDIR": str(folder), "PATH": os.environ.get("PATH", "")}
    try:
        process = subprocess.Popen(
            command,  # a list without a word of a user, and no shell
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as problem:
        raise CannotPrint(str(problem)) from problem
    try:
        code = process.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired as late:
        raise CannotPrint("too slow") from late
    finally:
        # Its helpers too, also when the first one ended by itself.
        _end_group(process)
    if code != 0:
        raise CannotPrint(f"code {code}")


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
