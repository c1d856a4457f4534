"""Profiles of systems whose exports are known, to start from."""

from .fields import FIELDS
from .profile import Profile, Renewals

_KOHA_TYPES = Renewals("rows", frozenset({"issue"}), frozenset({"renew"}))

SAMENPLAN = Profile(
    name="samenplan",
    kind="loans",
    mapping={field.name: field.name for field in FIELDS["loans"]},
    date_order="ymd",
)

# Wise calls its columns what the library makes of them: these are the names of its Dutch manuals.
WISE = Profile(
    name="wise",
    kind="loans",
    mapping={
        "loan_id": "transactienr|transactienummer",
        "loaned_at": "uitl_datum|uitleendatum",
        "returned_at": "inlever_datum|innamedatum",
        "renewal": "actie",
        "branch": "vestiging",
        "barcode": "exemplaar|barcode",
        "title_id": "ppn|titelnummer",
        "isbn": "isbn",
        "title": "titel",
        "author": "auteur",
        "genre": "rubriek|genre",
        "material": "materiaal|rmt",
        "audience": "doelpubliek|doelgroep",
        "acquired_on": "aanschafdatum",
        "member": "pasnummer|abonnementnummer",
        "postcode": "postcode",
        "house_number": "huisnummer",
        "birth_year": "geboortejaar",
    },
    date_order="dmy",
    # Wise: 1 = uitlening, 2 = inname, 3 = verlenging.
    renewals=Renewals(
        "rows",
        frozenset({"1", "uitlening", "leen uit", "uitgeleend"}),
        frozenset({"3", "verlenging", "verleng", "verlengd"}),
    ),
    exclude={"klantgroep": frozenset({"administratieve pas"})},
)

KOHA_STATISTICS = Profile(
    name="koha_statistics",
    kind="loans",
    mapping={
        "loaned_at": "datetime",
        "renewal": "type",
        "branch": "branch",
        "barcode": "itemnumber",
        "genre": "ccode",
        "material": "itemtype",
        "member": "borrowernumber",
    },
    date_order="ymd",
    renewals=_KOHA_TYPES,
)

KOHA_PSEUDONYMIZED = Profile(
    name="koha_pseudonymized",
    kind="loans",
    mapping={
        "loan_id": "id",
        "loaned_at": "datetime",
        "renewal": "transaction_type",
        "branch": "transaction_branchcode",
        "barcode": "itemnumber",
        "genre": "ccode",
        "material": "itemtype",
        "member": "hashed_borrowernumber",
        "postcode": "zipcode",
    },
    date_order="ymd",
    renewals=_KOHA_TYPES,
)

EVERGREEN = Profile(
    name="evergreen",
    kind="loans",
    mapping={
        "loan_id": "id",
        "loaned_at": "xact_start",
        "returned_at": "checkin_time",
        "renewal": "phone_renewal|desk_renewal|opac_renewal|auto_renewal|parent_circ",
        "branch": "circ_lib",
        "barcode": "copy_barcode|target_copy",
        "title_id": "copy_bib_record",
        "isbn": "isbn",
        "title": "title",
        "author": "author",
        "genre": "copy_location",
        "material": "circ_modifier",
        "member": "patron_barcode|usr",
        "postcode": "usr_post_code",
        "birth_year": "usr_birth_year",
    },
    date_order="ymd",
    renewals=Renewals("parent"),
)

SHIPPED: tuple[Profile, ...] = (SAMENPLAN, WISE, KOHA_STATISTICS, KOHA_PSEUDONYMIZED, EVERGREEN)

# What the systems call the table that an export comes from.
TABLES = {
    "statistics": KOHA_STATISTICS,
    "pseudonymized_transactions": KOHA_PSEUDONYMIZED,
    "koha_pseudonymized_transactions": KOHA_PSEUDONYMIZED,
    "aged_circulation": EVERGREEN,
    "evergreen_aged_circulation": EVERGREEN,
}


def shipped_profile(name: str) -> Profile | None:
    """The shipped profile of this name, or of the table it reads; case and dashes mean nothing."""
    wanted = name.strip().casefold().replace("-", "_").replace(" ", "_").replace(".", "_")
    return {each.name: each for each in SHIPPED}.get(wanted) or TABLES.get(wanted)


# Headers that together give a system away; its other columns may be missing from an export.
SIGNATURES: dict[str, tuple[str, ...]] = {
    "wise": ("transactienr", "uitl_datum", "actie", "vestiging"),
    "koha_statistics": ("datetime", "type", "itemnumber", "borrowernumber"),
    "koha_pseudonymized": ("hashed_borrowernumber", "transaction_branchcode", "transaction_type"),
    "evergreen": ("xact_start", "circ_lib", "copy_bib_record"),
}
