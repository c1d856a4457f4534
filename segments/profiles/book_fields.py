"""The fields of files about books, and the headers under which Dutch systems export them."""

from django.utils.translation import gettext_lazy as _

from .field import Field, field

BARCODE = field(
    "barcode",
    _("barcode of the copy"),
    "streepjescode, exemplaarnummer, exemplaar, "
    "exemplaarbarcode, copy barcode, item barcode, itemnumber, item id, itemid, copyno, "
    "target copy",
)
ACQUIRED_ON = field(
    "acquired_on",
    _("date of acquisition"),
    "aanschafdatum, datum aanschaf, "
    "datum aanwinst, aanwinstdatum, verwervingsdatum, acquisition date, dateaccessioned, "
    "date created",
)
PLACE = (
    field(
        "branch",
        _("branch"),
        "vestiging, vestigingscode, vestigingsnaam, filiaal, "
        "uitleenvestiging, vestiging uitlening, circ lib, transaction branchcode, branchcode, "
        "library, location, authority, borrowing site, place",
    ),
)
WORK = (
    field(
        "title_id",
        _("number of the title"),
        "titelnummer, ppn, titel-id, titelid, bib id, "
        "copy bib record, biblionumber, biblio id, faust, work id, title number",
    ),
    field("isbn", _("ISBN"), "isbn13, isbn10, ean, isbn/issn, control number"),
    field("title", _("title"), "titel, titre, hoofdtitel, nimeke, item name, title display"),
    field(
        "author",
        _("author"),
        "auteur, schrijver, auteurs, creator, tekijä, author display, hoofdauteur",
    ),
    field(
        "genre",
        _("genre"),
        "genrecode, nur, nur-code, nurcode, rubriek, sisocode, siso, "
        "zizo, classificatie, classificatiecode, onderwerp, item type, itemtype, ccode, "
        "subject area",
    ),
    field(
        "material",
        _("kind of material"),
        "materiaal, materiaalsoort, materiaalcode, "
        "mediumsoort, drager, rmt, soort materiaal, aineistolaji, material type, materialtype, "
        "circ modifier",
    ),
    field(
        "audience",
        _("audience"),
        "doelgroep, doelpubliek, leeftijdscode, leeftijdsgroep werk, jeugd/volwassenen",
    ),
)
_AUDIENCE = field(
    "audience",
    _("audience"),
    f"{', '.join(WORK[-1].headers)}, leeftijd, leeftijdsaanduiding, leeftijdscategorie, "
    "leeftijdsgroep, age",
)
_LANGUAGE = field("language", _("language"), "taal, taalcode, language code, lang")
_PUBLISHED = field(
    "published",
    _("year of publication"),
    "jaar van uitgave, jaar uitgave, uitgavejaar, publicatiejaar, verschijningsjaar, jaar van "
    "verschijnen, publication year, publicationyear, copyrightdate, pubdate, jaar, year",
)
_LOANS = field(
    "loans",
    _("number of loans"),
    "uitleningen, aantal uitleningen, uitleningen dit jaar, uitleningen afgelopen jaar, "
    "uitleningen laatste jaar, leningen, issues, checkouts, total issues, circs, totalcirc",
)
_LAST_LOAN = field(
    "last_loan_on",
    _("date of the last loan"),
    "laatste uitleendatum, laatste uitlening, datum laatste uitlening, laatst uitgeleend, "
    "laatst uitgeleend op, laatste uitleen, last loan date, datelastborrowed, last borrowed, "
    "last checkout, last issue",
)
_SHELF = field(
    "place",
    _("bookcase or shelf"),
    "kast, kastcode, kastnaam, plaatsing, plaatsingscode, plank, opstelling, sublocatie, "
    "collectieonderdeel, shelving location, shelf, shelf location, copy location, "
    "permanent location",
)
_COPIES = field(
    "copies",
    _("number of copies"),
    "exemplaren, aantal exemplaren, aantal ex, aantal banden, banden, aantal, ex, items, "
    "item count, number of copies, holdings",
)
_PRICE = field(
    "price",
    _("price of a copy"),
    "prijs, aanschafprijs, aankoopprijs, inkoopprijs, prijs per exemplaar, bedrag, "
    "purchase price, cost, replacementprice",
)
_COMES_IN = field(
    "acquired_on",
    _("date of acquisition"),
    f"{', '.join(ACQUIRED_ON.headers)}, binnengekomen op, datum binnenkomst, leverdatum, "
    "verwachte leverdatum, verwacht op, plaatsingsdatum, verschijningsdatum, datum, date",
)
_RESERVATIONS = field(
    "reservations",
    _("number of reservations"),
    "reserveringen, aantal reserveringen, openstaande reserveringen, wachtenden, "
    "aantal wachtenden, wachtlijst, aanvragen, aantal, holds, hold count, requests, reserves",
)
_CODES = (
    field(
        "code_kind",
        _("kind of code"),
        "soort code, codesoort, soort, tabel, lijst, codetabel, kind, code type",
    ),
    field("code_value", _("code"), "code, waarde, nur, nurcode, siso, sisocode, pim, value"),
    field("name", _("name"), "naam, omschrijving, label, betekenis, description"),
    field("genre", _("genre"), "genrenaam, hoort bij, wordt genre, rubriek, genre naam"),
    field("youth", _("for youth"), "jeugd, voor jeugd, is jeugd, jeugd/volwassenen, is_youth"),
)
_WORK = (*WORK[:-1], _AUDIENCE)
_SAID = (_LANGUAGE, _PUBLISHED)  # what only files about books say of a title

BOOK_FIELDS: dict[str, tuple[Field, ...]] = {
    "titles": (*_WORK, *_SAID, _LOANS, _LAST_LOAN),
    "holdings": (*PLACE, _SHELF, _COPIES, BARCODE, ACQUIRED_ON, _PRICE, *_WORK, *_SAID),
    "acquisitions": (_COMES_IN, *PLACE, _COPIES, _PRICE, *_WORK, *_SAID),
    "reservations": (_RESERVATIONS, *PLACE, *_WORK[:4]),
    "weeding": (*PLACE, _COPIES, BARCODE, *_WORK[:4]),
    "codes": _CODES,
}
BOOK_REQUIRED: dict[str, tuple[str, ...]] = {
    "titles": (),
    "holdings": (),  # and a branch, unless the library has one only
    "acquisitions": ("acquired_on",),
    "reservations": (),
    "weeding": (),
    "codes": ("code_value",),
}
# A row is about a title, and any of these says which.
TITLE_FIELDS = ("title_id", "isbn", "title")
ABOUT_TITLES = tuple(kind for kind in BOOK_FIELDS if kind != "codes")
