"""The drawing of the lane Samen: two lines that run apart and come together where the two meet."""

from collections.abc import Iterable

UNIT = 10  # of the drawing, per column
HEIGHT = 80
_TOGETHER, _APART = 37.0, 6.0  # of the upper line; the lower one is its mirror image
_SHORT = 4  # transitions: below so many of them the lines do not run fully apart


def meeting(start: int, end: int) -> tuple[float, float]:
    """From where to where the lines are together: a moment is one point, a campaign its columns."""
    if start == end:
        middle = (start - 0.5) * UNIT
        return middle, middle
    return (start - 0.8) * UNIT, (end - 0.2) * UNIT


def paths(
    meetings: Iterable[tuple[float, float]], columns: int, *, ease: float = 1
) -> tuple[str, str]:
    """The upper and the lower line, as the `d` of an SVG path; `ease` is columns per transition."""
    stretches = _merged(sorted(meetings), ease * UNIT)
    upper = _line(stretches, columns * UNIT, ease * UNIT, mirrored=False)
    return upper, _line(stretches, columns * UNIT, ease * UNIT, mirrored=True)


def _merged(meetings: list[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """Without the dips between meetings that are closer than one transition back and forth."""
    stretches: list[tuple[float, float]] = []
    for start, end in meetings:
        if stretches and start - stretches[-1][1] <= 1.5 * least:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def _line(
    stretches: list[tuple[float, float]], length: float, ease: float, *, mirrored: bool
) -> str:
    def at(x: float, y: float) -> str:
        return f"{x:.1f} {HEIGHT - y if mirrored else y:.1f}"

    def curve(x: float, y: float, to_x: float, to_y: float) -> str:
        middle = (x + to_x) / 2
        return f"C{at(middle, y)} {at(middle, to_y)} {at(to_x, to_y)}"

    if not stretches:
        return f"M{at(0, _APART)}L{at(length, _APART)}"
    # Too close to an edge to come together or to part: there they already are, or stay.
    is_met = stretches[0][0] < ease
    level, since = _TOGETHER if is_met else _APART, 0.0
    parts = [f"M{at(0, level)}"]
    for index, (start, end) in enumerate(stretches):
        is_last = index + 1 == len(stretches)
        before = start - since
        step = min(ease, before if index == 0 else before / 2)
        parts += [f"L{at(start - step, level)}", curve(start - step, level, start, _TOGETHER)]
        after = length - end if is_last else stretches[index + 1][0] - end
        room = min(1.0, after / (_SHORT * ease)) if not is_last else float(after >= ease)
        level, since = _TOGETHER - (_TOGETHER - _APART) * room, end
        step = min(ease, after if is_last else after / 2)
        parts += [f"L{at(end, _TOGETHER)}", curve(end, _TOGETHER, end + step, level)]
    parts.append(f"L{at(length, level)}")
    return "".join(parts)
