"""Text rows in, numbers out. It brings numpy and pyarrow: import it inside functions only."""

from segments.reading.interface import Reject

from .arrays import NULL_DAY
from .loans import LoanCoder
from .lookups import Lookups, MemberProfiles, PostcodeTable
from .results import CodedLoans, CodingFailed, MissingColumns, NewTitle

__all__ = [
    "NULL_DAY",
    "CodedLoans",
    "CodingFailed",
    "LoanCoder",
    "Lookups",
    "MemberProfiles",
    "MissingColumns",
    "NewTitle",
    "PostcodeTable",
    "Reject",
]
