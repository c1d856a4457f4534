"""The caps of the reader, shown in the interface, and the fence around the child process."""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

MIB = 1024 * 1024
CSV_BYTES = 2048 * MIB
XLSX_BYTES = 200 * MIB
UNPACKED_BYTES = 4096 * MIB
RATIO = 100
RATIO_FROM = 10 * MIB
LINE_BYTES = 64 * 1024
FIELD_BYTES = 4 * 1024
COLUMNS = 64
CELLS = 2_000_000
SAMPLE_ROWS = 50

# Longer than this is not a row any more: an unclosed quote, or a file without line ends.
RECORD_BYTES = 16 * MIB
# A rejected field is quoted in the error file, but not a whole megabyte of it.
SHOWN_CHARACTERS = 200

# With what Python and Arrow take themselves this stays under a gigabyte.
CHILD_BYTES = 896 * MIB
CHILD_FILES = 64

PR_SET_PDEATHSIG = 1


def inspect_seconds(size: int) -> int:
    """How long looking at a file of `size` bytes may take."""
    return 10 if size <= 100 * MIB else 60


def read_seconds(size: int, *, packed: bool) -> int:
    """How much processor time reading `size` bytes may take: it only stops runaways."""
    unpacked = min(size * RATIO, UNPACKED_BYTES) if packed else size
    return 60 + unpacked // MIB


def die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent goes, however it goes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it went before we asked
        os._exit(1)


def confine(*, seconds: int) -> None:
    """Limit this process; call it after heavy imports, which reserve address space themselves."""
    reserved = 0
    with contextlib.suppress(OSError):
        reserved = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limits = {
        resource.RLIMIT_CORE: (0, 0),  # a core dump would hold readers' rows
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NOFILE: (CHILD_FILES, CHILD_FILES),
        # At the first the kernel says why it ends us, at the second it does not.
        resource.RLIMIT_CPU: (seconds, seconds + 5),
        resource.RLIMIT_AS: (reserved + CHILD_BYTES, reserved + CHILD_BYTES),
    }
    for name, wanted in limits.items():
        hard = resource.getrlimit(name)[1]
        soft, top = (
            value if hard == resource.RLIM_INFINITY else min(value, hard) for value in wanted
        )
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(name, (soft, top))
