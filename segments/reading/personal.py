"""Recognise columns that tell about a person, by their name and by the look of their values."""

import re
import unicodedata
from collections.abc import Sequence

WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
PERSON = (
    r"(?:klant|leners?|lid|leden|abonnee|patron|borrower|member|customer|contact|ouders?|parents?)"
)

# These count whatever else the name of the column says.
STRONG = (
    ("email", r"\be ?mail|\bmail ?(?:adres|address)?\b"),
    ("phone", r"telefoon|\btel ?(?:nr|nummer)?\b|phone|\bmobiel|\bmobile\b|\bgsm\b|\bfax"),
    ("birth", r"geboorte|\bgeb ?(?:dat|datum|jaar|jr|dt)?\b|birth|\bdob\b"),
    ("citizen_number", r"\bbsn\b|burger ?service|sofi ?(?:nr|nummer)"),
    ("account", r"\biban\b|rekening ?(?:nr|nummer)|bank ?(?:nr|rekening|account)"),
    ("login", r"user ?name|usrname|\blogin|wachtwoord|password|\bpin ?(?:code)?\b"),
    (
        "member_number",
        r"(?:leners?|\blid|lidmaatschaps?|pas|kaart|abonnements?|abonnee|klant|customer|\bcard"
        r"|member|membership|patron|borrower|actor) ?(?:pas|kaart|card)?"
        r" ?(?:nummer|nr|no|number|num|id|barcode)\b"
        r"|\b(?:user|usr) ?(?:id|nummer|number|nr)\b|associated ?borrower"
        r"|bibliotheek ?pas|library ?card"
        r"|^(?:lid|lener|abonnement|abonnee|klant|pas|member|borrower|patron|usr|actor|customer)$",
    ),
)
# These do not, when the column is about a book, a branch or a number of people.
WEAK = (
    (
        "name",
        r"(?:achter|voor|familie|roep|tussen) ?na(?:am|men)|voorletter|initialen|\binitials"
        r"|tussenvoegsel|(?:sur|first|last|family|given|maiden|nick) ?name|other ?names"
        r"|(?:full|volledige) ?na(?:am|me)"
        rf"|{PERSON}s? ?na(?:am|me)\b|\bna(?:am|me)(?: van| of)?(?: de| het| the)? {PERSON}",
    ),
    (
        "house_number",
        r"huis ?(?:nummer|nr|letter)|(?:house|street) ?(?:number|nr|no)\b|toevoeging|\bhnr",
    ),
    ("street", r"straat|\bstreet|\badres|\baddress"),
    ("postcode", r"post ?(?:al ?)?code|\bpostcd|\bzip\b|zip ?code|\bpc ?[46]\b"),
    ("place", r"woon ?plaats|\bcity\b|\bresidence|\btown\b"),
    ("gender", r"geslacht|\bsex\b|\bgender|sekse"),
    ("note", r"opmerking|notitie|notes?\b|\bmemo\b|bijzonderhe|\bcomments?\b|toelichting"),
)
SAFE = re.compile(
    r"titel|title|auteur|author|schrijver|illustrator|uitgever|publisher|vestiging|branch|filiaal"
    r"|bibliothe|library|segment|genre|reeks|serie|rubriek|materiaal|material|\bitem|exemplaar|\bcopy"
    r"|collecti|\bkast|aantal|\bcount|number of"
)
# Evergreen has a yes or no for renewals by telephone, Koha one for having a card.
NEVER = re.compile(r"renewal|verleng|^has ")
BARE_NAME = re.compile(r"na(?:am|me)")  # of a person, if it is of nothing else

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")
# Only with a plus or a separator: ten digits in a row may as well be an ISBN.
PHONE = re.compile(
    r"(?:\+|00)\d{2}[\s-]?\(?0?\)?(?:[\s-]?\d){8,10}|(?=(?:\D*\d){10}$)0\d{1,3}[\s-][\d\s-]+"
)
FULL_DATE = re.compile(
    r"\d{1,4}[-/.\s]\d{1,2}[-/.\s]\d{1,4}\b.*|(?:19|20)\d{6}|\d{1,2} [a-z]+ \d{4}"
)
POSTCODE = re.compile(r"[1-9]\d{3} ?[A-Z]{2}", re.IGNORECASE)
PERSON_NAME = re.compile(
    r"(?:(?i:dhr|mevr|mw|hr|mr|mrs|ms|de heer|mevrouw)\b.*"
    r"|(?:[A-Z]\.\s?)+(?:[a-z']+\s)*[A-Z][\w' -]+"
    r"|[A-Z][\w' -]+,\s*(?:[A-Z]\.\s?)+.*)",
)
LONGEST = 200


def personal_reason(header: str, samples: Sequence[str]) -> str:
    """Why the column is about a person ("" if it is not); its samples may then not be shown."""
    name = spelled(header)
    cells = [cell.strip()[:LONGEST] for cell in samples if cell and cell.strip()]
    return _by_name(name, cells) or _by_values(name, cells)


def spelled(header: str) -> str:
    """The words of a column name: lower case, without accents, one space between them."""
    plain = unicodedata.normalize("NFKD", header).encode("ascii", "ignore").decode()
    return " ".join(word.lower() for word in WORDS.findall(plain))


def _by_name(name: str, cells: Sequence[str]) -> str:
    if NEVER.search(name):
        return ""
    rules = STRONG if SAFE.search(name) else STRONG + WEAK
    code = next((code for code, pattern in rules if re.search(pattern, name)), "")
    if code != "birth":
        return code
    says_date = re.search(r"dat|dob|day|dag", name)
    is_date = any(map(FULL_DATE.fullmatch, cells)) if cells else says_date
    return "birth_date" if is_date else "birth_year"


def _by_values(name: str, cells: Sequence[str]) -> str:
    matches = EMAIL.fullmatch if SAFE.search(name) else EMAIL.search
    if any(map(matches, cells)):
        return "email"
    if any(map(_is_iban, cells)):
        return "account"
    if _most(PHONE, cells):
        return "phone"
    if _most(POSTCODE, cells) and not SAFE.search(name):
        return "postcode"
    if BARE_NAME.fullmatch(name) and _most(PERSON_NAME, cells):
        return "name"
    return ""


def _most(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    return bool(cells) and sum(bool(pattern.fullmatch(cell)) for cell in cells) * 2 > len(cells)


def _is_iban(cell: str) -> bool:
    account = cell.replace(" ", "").upper()
    if not IBAN.fullmatch(account):
        return False
    digits = "".join(str(int(letter, 36)) for letter in account[4:] + account[:4])
    return int(digits) % 97 == 1
