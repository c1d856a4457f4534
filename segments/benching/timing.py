"""Seconds and ratios of things measured in turn, so that a busy machine slows them alike."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence

Seconds = Mapping[str, float]


def timed(work: Callable[[], object]) -> float:
    """How many seconds it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def ratios(rounds: Sequence[Seconds], baseline: str) -> dict[str, float]:
    """The median of what each round gives as a ratio to the baseline of the same round."""
    return {
        f"{name} ÷ {baseline}": round(
            statistics.median(each[name] / each[baseline] for each in rounds), 2
        )
        for name in rounds[0]
        if name != baseline
    }


def medians(rounds: Sequence[Seconds], *, per_second: int = 1, digits: int = 2) -> dict[str, float]:
    """The median of each; per_second 1000 gives milliseconds."""
    return {
        name: round(statistics.median(each[name] for each in rounds) * per_second, digits)
        for name in rounds[0]
    }


def percentile(values: Sequence[float], part: float) -> float:
    """The value that this part of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
