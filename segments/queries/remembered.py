"""What was answered already while one page is made: its blocks ask the same question again."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Within this block equal questions are answered once; nothing is kept after it."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def answers() -> dict[Any, Any]:
    """What is remembered, to look up and to add to; empty and forgotten outside such a block."""
    found = _answers.get()
    return {} if found is None else found


def once(question: Hashable, answer: Callable[[], Answer]) -> Answer:
    """The answer as it is remembered, else asked for now."""
    known = answers()
    if question not in known:
        known[question] = answer()
    found: Answer = known[question]
    return found
