"""Columns about people are recognised; columns about books, branches and counts are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segments.reading.personal import personal_reason

PERSONAL = {
    "name": "achternaam Voornaam KLANTNAAM naam_lener Naam_van_de_lener surname firstname"
    " first_given_name family_name voorletters tussenvoegsel volledige_naam patronName initials",
    "email": "email e-mail EMAILADRES E_mail_adres emailpro mailadres",
    "phone": "telefoon Telefoonnummer tel_nr phone day_phone mobile mobiel GSM",
    "street": "straat straatnaam adres address address2 street1",
    "house_number": "huisnummer huisnr house_number streetnumber toevoeging huisletter",
    "postcode": "postcode POSTCODE zipcode usr_post_code PC6 pc4 postal_code zip",
    "birth_date": "geboortedatum Geb.dat dateofbirth dob birth_date GEBDAT",
    "birth_year": "geboortejaar birth_year usr_birth_year Birth geb.jaar",
    "member_number": "lidnummer LidNr lid member borrowernumber cardnumber patron_barcode lener"
    " lenersnummer pasnummer pasnr abonnement abonnementnummer Klantnummer hashed_borrowernumber"
    " usr userid actor-id LenersPasNr bibliotheekpas library_card_number",
    "place": "woonplaats city",
    "gender": "geslacht sex gender",
    "note": "opmerking notitie borrowernotes opacnote memo",
    "account": "IBAN rekeningnummer",
    "citizen_number": "BSN burgerservicenummer",
    "login": "username usrname wachtwoord pincode",
}
ORDINARY = (
    "title titel Titel auteur author uitgever publisher naam_vestiging vestigingsnaam Branch"
    " branch_name genre rubriek materiaal isbn ean ppn barcode copy_barcode item_barcode"
    " target_copy titelnummer loan_id uitleen_id id loaned_at uitleendatum retourdatum datum"
    " jaar maand period age_band leeftijdscategorie segment segment_name segmentcode wijk area"
    " aantal_leners borrowers leners leden members households huishoudens klantgroep"
    " patroncategory usr_profile usr_home_ou phone_renewal desk_renewal parent_circ circ_lib"
    " copy_location itemtype categorycode ANNEE Nbre_de_prêts TITRE AUTEUR Editeur COTE BIB"
    " name naam code parent colour kast collectie plaats PLAATS_VEST UITL_DAT aanschafdatum"
    " dateenrolled audience doelgroep ccode itemcallnumber holdingbranch issues renewals"
    " titelnaam serienaam naam_auteur adres_vestiging postcode_vestiging telling televisie"
    " paskamer"
)


@pytest.mark.parametrize(
    ("header", "code"), [(name, code) for code, names in PERSONAL.items() for name in names.split()]
)
def test_personal_header_is_recognised(header: str, code: str) -> None:
    assert personal_reason(header, []) == code


@pytest.mark.parametrize("header", ORDINARY.split())
def test_ordinary_header_is_not_personal(header: str) -> None:
    assert personal_reason(header, []) == ""


@pytest.mark.parametrize(
    ("header", "samples", "code"),
    [
        ("kolom 7", ["", "jan@voorbeeld.nl"], "email"),
        ("kolom 7", ["belt liever niet, jan@voorbeeld.nl"], "email"),
        ("titel", ["Leven met a@b.nl"], ""),
        ("kolom 7", ["NL91 ABNA 0417 1643 00"], "account"),
        ("kolom 7", ["NL91ABNA0417164301"], ""),
        ("kolom 7", ["06-12345678", "038-4212345", ""], "phone"),
        ("kolom 7", ["+31 6 12345678"], "phone"),
        ("isbn", ["0612345678", "0384212345"], ""),
        ("datum", ["01-03-2026", "02-03-2026"], ""),
        ("kolom 7", ["9471AB", "9472 cd"], "postcode"),
        ("kolom 7", ["9471", "9472"], ""),
        ("genre", ["1234AB"], ""),
        ("geboorte", ["03-01-1980"], "birth_date"),
        ("geboorte", ["1980", "1981"], "birth_year"),
        ("geboortedatum", ["1980"], "birth_year"),
        ("naam", ["Jansen, P.", "Vries, A. de"], "name"),
        ("naam", ["Mw. A. de Vries", "P. Jansen"], "name"),
        ("naam", ["Jonge digitalen", "Sociale huurders"], ""),
        ("auteur", ["Vermeer, J.", "Jansen, P."], ""),
        ("has_cardnumber", ["1", "0"], ""),
    ],
)
def test_values_tell_too(header: str, samples: list[str], code: str) -> None:
    assert personal_reason(header, samples) == code


@given(header=st.text(max_size=40), samples=st.lists(st.text(max_size=300), max_size=5))
def test_any_column_gets_an_answer(header: str, samples: list[str]) -> None:
    assert isinstance(personal_reason(header, samples), str)
