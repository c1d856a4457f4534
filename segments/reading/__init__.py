"""Bytes to rows of text, in a child process that a bad file may kill without harm."""

from segments.reading.interface import BadFile, Batch, Inspection, Layout, Reject
from segments.reading.parent import Picture, batches, inspect, picture_names, read_pictures

__all__ = [
    "BadFile",
    "Batch",
    "Inspection",
    "Layout",
    "Picture",
    "Reject",
    "batches",
    "inspect",
    "picture_names",
    "read_pictures",
]
