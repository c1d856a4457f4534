"""Bytes to rows of text, in a child process that a bad file may kill without harm."""

from segments.reading.interface import BadFile, Batch, Inspection, Layout, Reject
from segments.reading.parent import batches, inspect

__all__ = ["BadFile", "Batch", "Inspection", "Layout", "Reject", "batches", "inspect"]
