"""Standard library only: make .venv match the locked requirements, then run inside it."""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "config" / "locks"
# These work with the packages of the tests; everything else needs the run-time packages alone.
TEST_COMMANDS = {"test", "lint"}
# What .venv and the downloads for it take at most, in megabytes.
ROOM = {"run": 900, "test": 1_800}


def ensure_environment() -> None:
    """Build or refresh .venv when its lock changed, and continue this command inside it."""
    # Files are read and written as UTF-8 in every process from here on, whatever the locale.
    os.environ.setdefault("PYTHONUTF8", "1")
    if os.environ.get("SAMENPLAN_NO_BOOTSTRAP"):
        return
    if sys.version_info < (3, 11):
        sys.exit("Samenplan heeft Python 3.11 of nieuwer nodig.")
    python = VENV / "bin" / "python"
    name = "test" if sys.argv[1:2] and sys.argv[1] in TEST_COMMANDS else "run"
    try:
        if not _is_synced(name):
            with (ROOT / ".venv.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not _is_synced(name):
                    _sync(python, name)
    except OSError as problem:
        sys.exit(f"De omgeving in {VENV} kan niet gemaakt worden: {problem.strerror or problem}.")
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(python, [str(python), *sys.argv])


def compile_translations() -> None:
    """Merge locale/nl/*.po into the one catalogue that Django reads, when a source is newer."""
    folder = ROOT / "locale" / "nl"
    target = folder / "LC_MESSAGES" / "django.mo"
    sources = sorted(folder.glob("*.po"))
    if target.exists() and all(p.stat().st_mtime <= target.stat().st_mtime for p in sources):
        return
    import polib

    merged = polib.POFile()
    merged.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Language": "nl",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for source in sources:
        for entry in polib.pofile(str(source)):
            if not entry.obsolete and merged.find(entry.msgid, msgctxt=entry.msgctxt) is None:
                merged.append(entry)
    target.parent.mkdir(parents=True, exist_ok=True)
    written = target.with_suffix(f".{os.getpid()}")
    merged.save_as_mofile(str(written))
    written.rename(target)


def browser() -> dict[str, str]:
    """Where Chromium is, for the browser tests; installs Debian's package when it can."""
    if not (_chromium() and _has_libatomic()) and shutil.which("apt-get"):
        _apt("chromium", "libatomic1", "fonts-dejavu-core")
    path = _chromium()
    if path and _has_libatomic():
        return {"CHROMIUM_PATH": path}
    missing = (
        "Geen Chromium voor de browsertests. Installeer het met"
        " `apt-get install chromium libatomic1`, of noem een ander in CHROMIUM_PATH."
    )
    if os.environ.get("CI"):
        sys.exit(missing)
    print(f"{missing} De overige tests lopen nu zonder.", file=sys.stderr)
    return {}


def _chromium() -> str | None:
    given = os.environ.get("CHROMIUM_PATH")
    return given or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


def _has_libatomic() -> bool:
    """Playwright's own program needs it, and a bare Debian lacks it."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


def _apt(*packages: str) -> bool:
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not shutil.which("sudo"):
        return False
    print(f"Debian-pakketten installeren: {' '.join(packages)}…", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": environment, "stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    subprocess.run([*prefix, "apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
    install = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.run(install, check=False, **quiet).returncode == 0  # type: ignore[call-overload, no-any-return]


def _wanted(name: str) -> str:
    return hashlib.sha256((LOCKS / f"{name}.txt").read_bytes() + sys.version.encode()).hexdigest()


def _is_synced(name: str) -> bool:
    stamp = VENV / f".synced-{name}"
    return stamp.exists() and stamp.read_text() == _wanted(name)


def _sync(python: Path, name: str) -> None:
    started = time.perf_counter()
    print("Samenplan bereidt de omgeving voor (eenmalig, ongeveer een minuut)…", file=sys.stderr)
    # A marker tells an installation that was broken off: half a package looks like a whole one.
    unfinished = VENV / ".unfinished"
    if unfinished.exists() or not _is_usable(python):
        _refuse_full_disk(name)
        _make_venv()
    unfinished.touch()
    if not (_install_with_uv(python, name) or _install_with_pip(python, name)):
        sys.exit(
            "De pakketten van Samenplan konden niet worden opgehaald; hierboven staat waarom."
            " Is er internet? Een eigen pakketserver noem je in PIP_INDEX_URL."
        )
    # The test lock holds all of the run lock with the same versions.
    for synced in {name, "run"}:
        (VENV / f".synced-{synced}").write_text(_wanted(synced))
    unfinished.unlink()
    print(f"Omgeving klaar in {time.perf_counter() - started:.0f} s.", file=sys.stderr)


def _refuse_full_disk(name: str) -> None:
    free = shutil.disk_usage(ROOT).free // 1_000_000
    if free < ROOM[name]:
        sys.exit(
            f"Te weinig ruimte op de schijf van {ROOT}: {free} MB vrij,"
            f" de omgeving heeft {ROOM[name]} MB nodig."
        )


def _is_usable(python: Path) -> bool:
    if not python.exists():
        return False
    probe = subprocess.run(
        [str(python), "-c", "import sys; print(sys.version)"], capture_output=True, check=False
    )
    return probe.returncode == 0 and probe.stdout.decode().strip() == sys.version.strip()


def _make_venv() -> None:
    """Without pip: Debian ships what would bring it (ensurepip) apart from python3."""
    command = [sys.executable, "-m", "venv", "--without-pip", "--clear", str(VENV)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        sys.exit(f"python3 -m venv lukt niet (Debian: apt-get install python3-venv)\n{made.stderr}")


def _pip(python: Path, *arguments: str) -> bool:
    """Run the pip that comes along; it knows the package server that this machine is set to."""
    (wheel,) = LOCKS.glob("pip-*.whl")
    install = [str(python), f"{wheel}/pip", "install", "-q", "--no-cache-dir", "--require-hashes"]
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return subprocess.run([*install, *arguments], env=environment, check=False).returncode == 0


def _install_with_uv(python: Path, name: str) -> bool:
    """The quick way; uv reads the settings of pip from us alone."""
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        _pip(python, "-r", str(LOCKS / "uv.txt"))
    if not uv.exists():
        return False
    install = [str(uv), "pip", "install", "--python", str(python), "--quiet", "--require-hashes"]
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
    for ours, of_pip in (("UV_DEFAULT_INDEX", "PIP_INDEX_URL"), ("SSL_CERT_FILE", "PIP_CERT")):
        if of_pip in os.environ:
            environment.setdefault(ours, os.environ[of_pip])
    if not _has_cache():
        environment |= {"UV_CACHE_DIR": str(VENV / ".cache"), "UV_LINK_MODE": "hardlink"}
    command = [*install, "-r", str(LOCKS / f"{name}.txt")]
    return subprocess.run(command, check=False, env=environment).returncode == 0


def _install_with_pip(python: Path, name: str) -> bool:
    return _pip(python, "-r", str(LOCKS / f"{name}.txt"))


def _has_cache() -> bool:
    """Whether the home folder has room for what several copies of Samenplan share."""
    given = os.environ.get("UV_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    folder = Path(given) if given else Path.home() / ".cache"
    return os.access(next(p for p in (folder, *folder.parents) if p.exists()), os.W_OK)
