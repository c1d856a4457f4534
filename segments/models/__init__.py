from segments.models.advice import Advice
from segments.models.collection import (
    CollectionPart,
    CollectionPartGenre,
    CollectionPartTitle,
    Cover,
    Genre,
    GenreCode,
    Material,
)
from segments.models.loans import (
    ImportProfile,
    JobTicket,
    LoanImport,
    MonitorTotal,
    Reject,
    StaleYear,
    WipedYear,
)
from segments.models.profile import (
    FloorQuote,
    SegmentChannel,
    SegmentSheet,
    SegmentStance,
    TargetGroupSegment,
)
from segments.models.scheme import Area, Households, Municipality, Segment, SegmentScheme

__all__ = [
    "Advice",
    "Area",
    "CollectionPart",
    "CollectionPartGenre",
    "CollectionPartTitle",
    "Cover",
    "FloorQuote",
    "Genre",
    "GenreCode",
    "Households",
    "ImportProfile",
    "JobTicket",
    "LoanImport",
    "Material",
    "MonitorTotal",
    "Municipality",
    "Reject",
    "Segment",
    "SegmentChannel",
    "SegmentScheme",
    "SegmentSheet",
    "SegmentStance",
    "StaleYear",
    "TargetGroupSegment",
    "WipedYear",
]
