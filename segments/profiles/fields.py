"""The fields a file may bring, per kind, and the headers under which systems export them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# These stay at the door: read, turned into a code, a segment or an age band, and forgotten.
PERSONAL = frozenset({"member", "postcode", "house_number", "birth_year"})
# Why a column is personal, when what it holds is forgotten at the door.
_AT_THE_DOOR = frozenset(
    {"member_number", "login", "postcode", "house_number", "birth_year", "birth_date"}
)


def fields_of_personal(reason: str) -> frozenset[str]:
    """The fields that a column about a person may become; `reason` says what it tells."""
    if reason in _AT_THE_DOOR:
        return PERSONAL
    return frozenset({"area"}) if reason == "place" else frozenset()


@dataclass(frozen=True)
class Field:
    """One thing a column can mean; `headers` are other names for it, the likeliest first."""

    name: str
    label: Promise
    headers: tuple[str, ...] = ()

    @property
    def is_personal(self) -> bool:
        return self.name in PERSONAL


def _field(name: str, label: Promise, headers: str = "") -> Field:
    return Field(name, label, tuple(header.strip() for header in headers.split(",") if header))


_MOMENTS = (
    _field(
        "loan_id",
        _("number of the loan"),
        "transactienummer, transactienr, transactie id, transactie-id, "
        "uitleennummer, uitlening id, leen-id, loan id, issue id, circ id, transaction id, id",
    ),
    _field(
        "loaned_at",
        _("moment of the loan"),
        "uitleendatum, uitl datum, datum uitlening, uitgeleend op, "
        "datum uitgeleend, leendatum, uitleenmoment, transactiedatum, xact start, loan date, "
        "loandate, issuedate, issue date, checkout date, checkoutdatetime, datetime, timestamp, "
        "create date, datum, date",
    ),
    _field(
        "returned_at",
        _("moment of the return"),
        "innamedatum, inlever datum, datum inname, ingenomen op, "
        "retourdatum, inleverdatum, teruggebracht op, checkin time, return date, returndate, "
        "returned",
    ),
    _field(
        "renewal",
        _("renewal"),
        "verlenging, is verlenging, transactiesoort, actie, "
        "transactietype, transaction type, transtype, soort transactie, verlengd, "
        "aantal verlengingen, verlengingen, renewalcount, renewal count, renewals, type",
    ),
    _field(
        "barcode",
        _("barcode of the copy"),
        "streepjescode, exemplaarnummer, exemplaar, "
        "exemplaarbarcode, copy barcode, item barcode, itemnumber, item id, itemid, copyno, "
        "target copy",
    ),
    _field(
        "acquired_on",
        _("date of acquisition"),
        "aanschafdatum, datum aanschaf, "
        "datum aanwinst, aanwinstdatum, verwervingsdatum, acquisition date, dateaccessioned, "
        "date created",
    ),
    _field(
        "member",
        _("number of the member"),
        "pasnummer, lenersnummer, lenernummer, lidnummer, "
        "abonnementsnummer, abonnementnummer, abonnement, klantnummer, lener, actor-id, "
        "actor id, patron barcode, patron id, cardnumber, borrowernumber, "
        "hashed borrowernumber, borrower id, member number, user id, userid, username, usr",
    ),
)
_PLACE = (
    _field(
        "branch",
        _("branch"),
        "vestiging, vestigingscode, vestigingsnaam, filiaal, "
        "uitleenvestiging, vestiging uitlening, circ lib, transaction branchcode, branchcode, "
        "library, location, authority, borrowing site, place",
    ),
)
_WORK = (
    _field(
        "title_id",
        _("number of the title"),
        "titelnummer, ppn, titel-id, titelid, bib id, "
        "copy bib record, biblionumber, biblio id, faust, work id, title number",
    ),
    _field("isbn", _("ISBN"), "isbn13, isbn10, ean, isbn/issn, control number"),
    _field("title", _("title"), "titel, titre, hoofdtitel, nimeke, item name, title display"),
    _field(
        "author",
        _("author"),
        "auteur, schrijver, auteurs, creator, tekijä, author display, hoofdauteur",
    ),
    _field(
        "genre",
        _("genre"),
        "genrecode, nur, nur-code, nurcode, rubriek, sisocode, siso, "
        "zizo, classificatie, classificatiecode, onderwerp, item type, itemtype, ccode, "
        "subject area",
    ),
    _field(
        "material",
        _("kind of material"),
        "materiaal, materiaalsoort, materiaalcode, "
        "mediumsoort, drager, rmt, soort materiaal, aineistolaji, material type, materialtype, "
        "circ modifier",
    ),
    _field(
        "audience",
        _("audience"),
        "doelgroep, doelpubliek, leeftijdscode, leeftijdsgroep werk, jeugd/volwassenen",
    ),
)
_READER = (
    _field(
        "segment",
        _("segment"),
        "segmentcode, subsegment, sub-segment, doelgroepsegment, leefstijl, profiel, profielcode",
    ),
    _field(
        "area",
        _("area"),
        "gebied, wijk, wijkcode, kern, buurt, woonplaats, plaats, district, gemeente",
    ),
    _field(
        "age_band",
        _("age band"),
        "leeftijdsklasse, leeftijdscategorie, leeftijdsgroep, "
        "leeftijd klasse, age group, age category",
    ),
)
_HOME = (
    _field(
        "postcode",
        _("postcode"),
        "postcode lener, postcode6, pc6, zipcode, zip code, "
        "postal code, usr post code, postcode lid",
    ),
    _field("house_number", _("house number"), "huisnummer, huisnr, housenumber"),
)
_BIRTH = (
    _field(
        "birth_year",
        _("year of birth"),
        "geboortejaar, geb jaar, jaar van geboorte, "
        "usr birth year, year of birth, birthyear, geboortedatum, birth date, dateofbirth, "
        "birth",
    ),
)
_COUNTS = (
    _field(
        "period",
        _("period"),
        "periode, jaar, maand, kwartaal, annee, année, vuosi, year, month, month issued, jaarmaand",
    ),
    _field(
        "loans",
        _("number of loans"),
        "uitleningen, aantal uitleningen, aantal, leningen, "
        "nbre de prêts, nombre de prêts, issues, checkouts, total issues, lainaus, "
        "lainauskerrat, count",
    ),
    _field(
        "renewals", _("number of renewals"), "verlengingen, aantal verlengingen, total renewals"
    ),
    _field(
        "borrowers",
        _("number of borrowers"),
        "leners, aantal leners, unieke leners, users, patrons",
    ),
)
_HOUSEHOLDS = _field(
    "households", _("number of households"), "huishoudens, aantal huishoudens, aantal hh"
)
_CODE = _field(
    "code",
    _("code of the segment"),
    "segment, segmentcode, subsegment, sub-segment, subsegmentcode, profiel, profielcode",
)

FIELDS: dict[str, tuple[Field, ...]] = {
    "loans": _MOMENTS + _PLACE + _WORK + _READER + _HOME + _BIRTH,
    "aggregate": _COUNTS + _PLACE + _WORK + _READER,
    "members": (_MOMENTS[-1], *_READER[:2], *_HOME, *_BIRTH),
    "postcodes": (*_HOME, _CODE, _READER[1], _HOUSEHOLDS),
    "households": (_READER[1], _CODE, _HOUSEHOLDS),
    "scheme": (
        _CODE,
        _field("name", _("name"), "naam, omschrijving, label, titel"),
        _field(
            "parent", _("part of"), "hoofdsegment, onderdeel van, bovenliggend, ouder, hoort bij"
        ),
        _field("colour", _("colour"), "kleur, color, hex"),
    ),
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "loans": ("loaned_at",),
    "aggregate": ("period", "loans"),
    "members": ("member",),
    "postcodes": ("postcode",),  # and a code or an area
    "households": ("area", "code", "households"),
    "scheme": ("code", "name"),
}


def label(name: str) -> Promise:
    """What a librarian calls a field; KeyError for a name that is no field."""
    return _LABELS[name]


_LABELS = {field.name: field.label for fields in FIELDS.values() for field in fields}
