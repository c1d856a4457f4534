"""demo --check: the main job once through the web, with a small export."""

from collections.abc import Callable


def check(port: int, *, say: Callable[[str], None]) -> None:
    """To follow the wizard's pages."""
    say(f"{port}")
