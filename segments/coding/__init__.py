"""Text rows in, numbers out. It brings numpy and pyarrow: import it inside functions only."""

from segments.reading.interface import Reject

from .aggregates import AggregateCoder, CountRow, merged_counts
from .arrays import NULL_DAY
from .books import BookCoder, CodedBooks
from .codes import CodeCoder, CodeRow
from .loans import LoanCoder
from .lookups import Lookups, MemberProfiles, PostcodeTable
from .mappings import MappingCoder, MappingRow
from .member_files import MemberCoder, MemberRow
from .memberships import MembershipCoder, MembershipRow, summed_memberships
from .results import CodedLoans, CodedRows, CodingFailed, MissingColumns, NewTitle
from .schemes import Problem, SchemeCoder, SchemeRow, problems
from .tables import (
    HouseholdsCoder,
    HouseholdsRow,
    PostcodeCoder,
    PostcodeRow,
    summed_households,
)

__all__ = [
    "NULL_DAY",
    "AggregateCoder",
    "BookCoder",
    "CodeCoder",
    "CodeRow",
    "CodedBooks",
    "CodedLoans",
    "CodedRows",
    "CodingFailed",
    "CountRow",
    "HouseholdsCoder",
    "HouseholdsRow",
    "LoanCoder",
    "Lookups",
    "MappingCoder",
    "MappingRow",
    "MemberCoder",
    "MemberProfiles",
    "MemberRow",
    "MembershipCoder",
    "MembershipRow",
    "MissingColumns",
    "NewTitle",
    "PostcodeCoder",
    "PostcodeRow",
    "PostcodeTable",
    "Problem",
    "Reject",
    "SchemeCoder",
    "SchemeRow",
    "merged_counts",
    "problems",
    "summed_households",
    "summed_memberships",
]
