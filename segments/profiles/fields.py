"""The fields a file may bring, per kind, and the headers under which systems export them."""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .book_fields import (
    ABOUT_TITLES,
    ACQUIRED_ON,
    BARCODE,
    BOOK_FIELDS,
    BOOK_REQUIRED,
    PLACE,
    TITLE_FIELDS,
    WORK,
)
from .field import PERSONAL, Field, field
from .segment_fields import SEGMENT_FIELDS, SEGMENT_REQUIRED, WORK_AREA

# Why a column is personal, when what it holds is forgotten at the door.
_AT_THE_DOOR = frozenset(
    {"member_number", "login", "postcode", "house_number", "birth_year", "birth_date"}
)


def fields_of_personal(reason: str) -> frozenset[str]:
    """The fields that a column about a person may become; `reason` says what it tells."""
    if reason in _AT_THE_DOOR:
        return PERSONAL
    return frozenset({"area"}) if reason == "place" else frozenset()


_MOMENTS = (
    field(
        "loan_id",
        _("number of the loan"),
        "transactienummer, transactienr, transactie id, transactie-id, "
        "uitleennummer, uitlening id, leen-id, loan id, issue id, circ id, transaction id, id",
    ),
    field(
        "loaned_at",
        _("moment of the loan"),
        "uitleendatum, uitl datum, datum uitlening, uitgeleend op, "
        "datum uitgeleend, leendatum, uitleenmoment, transactiedatum, xact start, loan date, "
        "loandate, issuedate, issue date, checkout date, checkoutdatetime, datetime, timestamp, "
        "create date, datum, date",
    ),
    field(
        "returned_at",
        _("moment of the return"),
        "innamedatum, inlever datum, datum inname, ingenomen op, "
        "retourdatum, inleverdatum, teruggebracht op, checkin time, return date, returndate, "
        "returned",
    ),
    field(
        "renewal",
        _("renewal"),
        "verlenging, is verlenging, transactiesoort, actie, "
        "transactietype, transaction type, transtype, soort transactie, verlengd, "
        "aantal verlengingen, verlengingen, renewalcount, renewal count, renewals, type",
    ),
    BARCODE,
    ACQUIRED_ON,
    field(
        "member",
        _("number of the member"),
        "pasnummer, lenersnummer, lenernummer, lidnummer, "
        "abonnementsnummer, abonnementnummer, abonnement, klantnummer, lener, actor-id, "
        "actor id, patron barcode, patron id, cardnumber, borrowernumber, "
        "hashed borrowernumber, borrower id, member number, user id, userid, username, usr",
    ),
)
_READER = (
    field(
        "segment",
        _("segment"),
        "segmentcode, subsegment, sub-segment, doelgroepsegment, leefstijl, profiel, profielcode",
    ),
    field(
        "area",
        _("area"),
        "gebied, wijk, wijkcode, kern, buurt, woonplaats, plaats, district, gemeente",
    ),
    field(
        "age_band",
        _("age band"),
        "leeftijdsklasse, leeftijdscategorie, leeftijdsgroep, "
        "leeftijd klasse, age group, age category",
    ),
)
_HOME = (
    field(
        "postcode",
        _("postcode"),
        "postcode lener, postcode6, pc6, zipcode, zip code, "
        "postal code, usr post code, postcode lid",
    ),
    field("house_number", _("house number"), "huisnummer, huisnr, housenumber"),
)
_BIRTH = (
    field(
        "birth_year",
        _("year of birth"),
        "geboortejaar, geb jaar, jaar van geboorte, "
        "usr birth year, year of birth, birthyear, geboortedatum, birth date, dateofbirth, "
        "birth",
    ),
)
_COUNTS = (
    field(
        "period",
        _("period"),
        "periode, jaar, maand, kwartaal, annee, année, vuosi, year, month, month issued, jaarmaand",
    ),
    field(
        "loans",
        _("number of loans"),
        "uitleningen, aantal uitleningen, aantal, leningen, "
        "nbre de prêts, nombre de prêts, issues, checkouts, total issues, lainaus, "
        "lainauskerrat, count",
    ),
    field("renewals", _("number of renewals"), "verlengingen, aantal verlengingen, total renewals"),
    field(
        "borrowers",
        _("number of borrowers"),
        "leners, aantal leners, unieke leners, users, patrons",
    ),
)
_HOUSEHOLDS = field(
    "households", _("number of households"), "huishoudens, aantal huishoudens, aantal hh"
)
_CODE = field(
    "code",
    _("code of the segment"),
    "segment, segmentcode, subsegment, sub-segment, subsegmentcode, profiel, profielcode",
)

FIELDS: dict[str, tuple[Field, ...]] = {
    "loans": _MOMENTS + PLACE + WORK + _READER + _HOME + _BIRTH,
    "aggregate": _COUNTS + PLACE + WORK + _READER,
    "members": (_MOMENTS[-1], *_READER[:2], *_HOME, *_BIRTH),
    "postcodes": (*_HOME, _CODE, _READER[1], _HOUSEHOLDS),
    "households": (_READER[1], _CODE, _HOUSEHOLDS, *WORK_AREA),
    "scheme": (
        _CODE,
        field("name", _("name"), "naam, omschrijving, label, titel"),
        field(
            "parent", _("part of"), "hoofdsegment, onderdeel van, bovenliggend, ouder, hoort bij"
        ),
        field("colour", _("colour"), "kleur, color, hex"),
    ),
    **SEGMENT_FIELDS,
    **BOOK_FIELDS,
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "loans": ("loaned_at",),
    "aggregate": ("period", "loans"),
    "members": ("member",),
    "postcodes": ("postcode",),  # and a code or an area
    "households": ("area", "code", "households"),
    "scheme": ("code", "name"),
    **SEGMENT_REQUIRED,
    **BOOK_REQUIRED,
}


def missing(kind: str, mapped: Collection[str]) -> tuple[str, ...]:
    """The fields that a file of this kind cannot do without and that are not among these."""
    lacking = tuple(name for name in REQUIRED[kind] if name not in mapped)
    if kind in ABOUT_TITLES and not set(TITLE_FIELDS) & set(mapped):
        return (*lacking, TITLE_FIELDS[0])
    return lacking


def label(name: str) -> Promise:
    """What a librarian calls a field; KeyError for a name that is no field."""
    return _LABELS[name]


_LABELS = {each.name: each.label for fields in FIELDS.values() for each in fields}
