from segments.models.collection import Genre, GenreCode, Material
from segments.models.loans import (
    ImportProfile,
    JobTicket,
    LoanImport,
    MonitorTotal,
    Reject,
    WipedYear,
)
from segments.models.scheme import Area, Households, Segment, SegmentScheme

__all__ = [
    "Area",
    "Genre",
    "GenreCode",
    "Households",
    "ImportProfile",
    "JobTicket",
    "LoanImport",
    "Material",
    "MonitorTotal",
    "Reject",
    "Segment",
    "SegmentScheme",
    "WipedYear",
]
