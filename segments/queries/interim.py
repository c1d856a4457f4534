"""Stand-in until measures.py and suppression.py are there. To be removed."""

from dataclasses import dataclass


def round5(value: int) -> int:
    return (value + 2) // 5 * 5


@dataclass(frozen=True)
class Cell:
    state: str
    loans: int | None = None
    borrowers: int | None = None


def publish(
    raw: dict[tuple[int, int], tuple[int, int]], *, k: int, has_borrowers: bool = True
) -> dict[tuple[int, int], Cell]:
    done = {}
    for key, (loans, borrowers) in raw.items():
        if not loans:
            done[key] = Cell("none")
        elif has_borrowers and borrowers < k:
            done[key] = Cell("suppressed")
        else:
            done[key] = Cell("shown", round5(loans), round5(borrowers))
    return done


def index(cell: int, row: int, column: int, total: int) -> int | None:
    if row < 50 or column < 50:
        return None
    return round(100 * (cell / row) / (column / total))


def share(cell: int, row: int) -> float | None:
    return cell / row if row >= 50 else None


def band(value: float) -> int:
    return 1 + sum(value < edge for edge in (150, 120, 80, 50))
