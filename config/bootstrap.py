"""Standard library only: make .venv match the locked requirements, then run inside it."""

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
UV_VERSION = "0.13.9"
# These work with the packages of the tests; everything else needs the run-time packages alone.
TEST_COMMANDS = {"test", "lint"}


def ensure_environment() -> None:
    """Build or refresh .venv when its lock changed, and continue this command inside it."""
    if os.environ.get("SAMENPLAN_NO_BOOTSTRAP"):
        return
    if sys.version_info < (3, 11):
        sys.exit("Samenplan needs Python 3.11 or newer.")
    python = VENV / "bin" / "python"
    name = "test" if sys.argv[1:2] and sys.argv[1] in TEST_COMMANDS else "run"
    if not _is_synced(name):
        with (ROOT / ".venv.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not _is_synced(name):
                _sync(python, name)
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
    if not _chromium() and shutil.which("apt-get"):
        _apt("chromium", "libatomic1", "fonts-dejavu-core")
    path = _chromium()
    return {"CHROMIUM_PATH": path} if path else {}


def _chromium() -> str | None:
    given = os.environ.get("CHROMIUM_PATH")
    return given or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


def _apt(*packages: str) -> bool:
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not shutil.which("sudo"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": environment, "stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    subprocess.run([*prefix, "apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
    install = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.run(install, check=False, **quiet).returncode == 0  # type: ignore[call-overload, no-any-return]


def _wanted(name: str) -> str:
    lock = ROOT / "config" / "locks" / f"{name}.txt"
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def _is_synced(name: str) -> bool:
    stamps = [VENV / ".synced-test"] if name == "test" else [VENV / ".synced-run"]
    return all(s.exists() and s.read_text() == _wanted(name) for s in stamps)


def _sync(python: Path, name: str) -> None:
    started = time.perf_counter()
    print("Samenplan bereidt de omgeving voor (eenmalig, ongeveer een minuut)…", file=sys.stderr)
    if not _is_usable(python):
        _make_venv()
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, f"uv=={UV_VERSION}"], check=True)
    lock = ROOT / "config" / "locks" / f"{name}.txt"
    install = [str(uv), "pip", "install", "--python", str(python), "--quiet", "--require-hashes"]
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
    subprocess.run([*install, "-r", str(lock)], check=True, env=environment)
    # The test lock holds all of the run lock with the same versions.
    for synced in {name, "run"}:
        (VENV / f".synced-{synced}").write_text(_wanted(synced))
    print(f"Omgeving klaar in {time.perf_counter() - started:.0f} s.", file=sys.stderr)


def _is_usable(python: Path) -> bool:
    if not python.exists():
        return False
    probe = subprocess.run(
        [str(python), "-c", "import sys; print(sys.version)"], capture_output=True, check=False
    )
    return probe.returncode == 0 and probe.stdout.decode().strip() == sys.version.strip()


def _make_venv() -> None:
    for attempt in (1, 2):
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode == 0:
            return
        # Debian ships venv apart from python3.
        if attempt == 2 or not shutil.which("apt-get") or not _apt("python3-venv"):
            sys.exit(
                f"python3 -m venv failed (Debian: apt-get install python3-venv)\n{made.stderr}"
            )
