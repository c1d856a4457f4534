"""What is written down of an error: where it happened and what kind, never a value from a table."""

import logging
import traceback
from collections.abc import Iterator, Mapping
from copy import copy
from types import TracebackType

import psycopg
from django.db import Error

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """The message of a database error quotes the row that it is about, so it stays out."""

    def format(self, record: logging.LogRecord) -> str:
        problem = record.exc_info[1] if record.exc_info else None
        if _quotes(problem):
            record = copy(record)
            record.exc_text = None  # another formatter may have left its own there
            # Celery puts what an error says into its own sentence, too.
            if isinstance(record.args, Mapping) and "exc" in record.args:
                record.args = {**record.args, "exc": type(problem).__qualname__, "traceback": ""}
        return super().format(record)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name of logging's method
        return "\n".join(_told(each) for each in _chain(ei[1]))


def _chain(problem: BaseException | None) -> Iterator[BaseException]:
    """An exception after those that it came of."""
    if problem is None:
        return
    if problem.__cause__ or not problem.__suppress_context__:
        yield from _chain(problem.__cause__ or problem.__context__)
    yield problem


def _quotes(problem: BaseException | None) -> bool:
    return any(isinstance(each, Error | psycopg.Error) for each in _chain(problem))


def _told(problem: BaseException) -> str:
    places = "".join(traceback.format_tb(problem.__traceback__))
    name = f"{type(problem).__module__}.{type(problem).__qualname__}"
    if isinstance(problem, Error | psycopg.Error):
        return f"{places}{name} {getattr(problem, 'sqlstate', None) or ''}".rstrip()
    return f"{places}{name}: {problem}"
