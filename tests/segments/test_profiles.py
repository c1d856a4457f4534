"""Headers to fields, dates without guessing, profiles as JSON."""

import json

import hypothesis.strategies as st
import pytest
from hypothesis import given

from segments.profiles import (
    FIELDS,
    PERSONAL,
    REQUIRED,
    SHIPPED,
    BadProfile,
    Profile,
    Renewals,
    guess_kind,
    label,
    messages,
    suggest,
)
from segments.profiles.profile import find_headers
from segments.profiles.shipped import SIGNATURES

DUTCH = [
    "Transactienummer", "UITLEENDATUM", "Retourdatum", "Vestiging", "Barcode", "PPN", "Titel",
    "Auteur", "NUR", "Materiaal", "Lenersnummer", "Postcode", "Geboortejaar", "E-mailadres",
]  # fmt: skip
DEMO = """
    TRANSACTIENR UITL_DATUM INLEVER_DATUM ACTIE VESTIGING EXEMPLAAR PPN ISBN TITEL AUTEUR RUBRIEK
    MATERIAAL DOELPUBLIEK AANSCHAFDATUM PASNUMMER POSTCODE GEBOORTEJAAR
""".split()  # noqa: SIM905
EVERGREEN = """
    id usr_post_code usr_home_ou usr_birth_year copy_bib_record xact_start target_copy circ_lib
    checkin_time phone_renewal desk_renewal parent_circ copy_location circ_modifier
""".split()  # noqa: SIM905
TEXTS = st.text("aå1|-", max_size=4)
PROFILES = st.builds(
    Profile,
    name=TEXTS,
    kind=st.just("loans"),
    mapping=st.dictionaries(st.sampled_from([field.name for field in FIELDS["loans"]]), TEXTS),
    date_order=st.sampled_from(["dmy", "mdy", "ymd"]),
    delimiter=st.sampled_from(["", ";", "\t"]),
    encoding=TEXTS,
    renewals=st.builds(
        Renewals,
        st.sampled_from(["none", "rows", "column", "counter", "parent"]),
        st.frozensets(TEXTS),
        st.frozensets(TEXTS),
    ),
    exclude=st.dictionaries(TEXTS, st.frozensets(TEXTS), max_size=3),
)


@given(PROFILES)
def test_profile_comes_back_from_json_as_it_was(profile: Profile) -> None:
    assert Profile.from_json(json.loads(json.dumps(profile.to_json()))) == profile


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "films"}, "unknown_kind"),
        ({"mapping": {"name": "naam"}}, "unknown_field"),
        ({"date_order": "ydm"}, "unknown_date_order"),
        ({"renewals": {"how": "maybe"}}, "unknown_renewals"),
        ({"mapping": None}, "not_a_profile"),
        ({"exclude": ["x"]}, "not_a_profile"),
    ],
)
def test_settings_that_are_no_profile_are_refused(change: dict[str, object], code: str) -> None:
    settings = Profile("own", "loans", {"loaned_at": "datum"}).to_json() | change

    with pytest.raises(BadProfile) as refused:
        Profile.from_json(settings)

    assert refused.value.code == code


def test_every_shipped_profile_is_whole() -> None:
    for profile in SHIPPED:
        profile.check()
        assert set(REQUIRED[profile.kind]) <= set(profile.mapping)
    assert set(SIGNATURES) < {profile.name for profile in SHIPPED}


def test_every_field_has_a_label_and_personal_ones_are_fields() -> None:
    names = {field.name for fields in FIELDS.values() for field in fields}

    assert all(str(label(name)) for name in names)
    assert {field.name for field in FIELDS["loans"] if field.is_personal} == PERSONAL
    assert all(set(REQUIRED[kind]) <= {each.name for each in FIELDS[kind]} for kind in FIELDS)


def test_texts_of_warnings_and_problems_are_translated() -> None:
    from django.utils.translation import override

    with override("nl"):
        assert str(messages.warning_text("title_missing")).startswith("De regel heeft geen titel")
        assert str(messages.problem_text("double_code")).startswith("Deze code")
        assert str(label("member")) == "pasnummer"


def test_field_names_as_headers_need_no_profile() -> None:
    header = ["loan_id", "loaned_at", "branch", "member"]

    found = suggest("loans", header, [["1", "2025-03-01", "CEN", None]])

    assert found.recognised == {name: name for name in header}
    assert (found.profile.name, found.profile.date_order) == ("samenplan", "ymd")
    assert (found.missing_required, found.unused) == ((), ())


def test_dutch_headers_are_recognised_and_others_left_alone() -> None:
    found = suggest("loans", DUTCH, [])

    assert found.recognised == {
        "loan_id": "Transactienummer",
        "loaned_at": "UITLEENDATUM",
        "returned_at": "Retourdatum",
        "barcode": "Barcode",
        "member": "Lenersnummer",
        "branch": "Vestiging",
        "title_id": "PPN",
        "title": "Titel",
        "author": "Auteur",
        "genre": "NUR",
        "material": "Materiaal",
        "postcode": "Postcode",
        "birth_year": "Geboortejaar",
    }
    assert found.unused == ("E-mailadres",)
    assert found.date_orders_possible == ("dmy", "mdy", "ymd")


def test_wise_export_of_the_demonstration_is_known() -> None:
    row = [""] * len(DEMO)
    samples = [[*row[:1], "03-02-2025 10:00:00", "", action, *row[4:]] for action in "131"]

    found = suggest("loans", DEMO, [*samples, [*row[:1], "21-02-2025 10:00:00", *row[2:]]])

    assert found.profile.name == "wise"
    assert found.profile.mapping["member"] == "PASNUMMER"
    assert set(found.recognised) >= {"acquired_on", "postcode", "audience", "renewal"}
    assert found.profile.renewals.how == "rows"
    assert "3" in found.profile.renewals.renewal_values
    assert found.renewal_counts == {"1": 2, "3": 1, "": 1}
    assert found.date_orders_possible == ("dmy",)
    assert found.unused == ()


def test_evergreen_export_needs_not_all_its_columns() -> None:
    found = suggest("loans", EVERGREEN, [])

    assert found.profile.name == "evergreen"
    assert found.profile.mapping["renewal"] == "phone_renewal|desk_renewal|parent_circ"
    assert found.profile.mapping["barcode"] == "target_copy"
    assert "member" not in found.recognised


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("datetime branch type itemnumber itemtype borrowernumber ccode", "koha_statistics"),
        (
            "id hashed_borrowernumber zipcode datetime transaction_branchcode transaction_type"
            " itemnumber itemtype ccode",
            "koha_pseudonymized",
        ),
    ],
)
def test_koha_exports_are_known(header: str, name: str) -> None:
    found = suggest("loans", header.split(), [])

    assert (found.profile.name, found.unused) == (name, ())
    assert found.profile.renewals == Renewals("rows", frozenset({"issue"}), frozenset({"renew"}))


@pytest.mark.parametrize(
    ("dates", "orders"),
    [
        (["13-02-2025"], ("dmy",)),
        (["02-13-2025"], ("mdy",)),
        (["2025-02-13"], ("ymd",)),
        (["20250203"], ("ymd",)),
        (["01-02-2025", "03-04-2025"], ("dmy", "mdy")),
        (["01-02-2025", "", "13-04-2025"], ("dmy",)),
        (["13-02-2025", "02-13-2025"], ()),
        (["2025-02-13", "01-02-2025"], ("dmy", "mdy")),
        (["29-02-2025", "onbekend", "01-02-2025"], ("dmy", "mdy")),
        (["", ""], ("dmy", "mdy", "ymd")),
        (["01-02-2025 10:00:00+01:00", "01-25-2025"], ("mdy",)),
    ],
)
def test_order_of_dates_is_never_guessed(dates: list[str], orders: tuple[str, ...]) -> None:
    found = suggest("loans", ["datum"], [[text] for text in dates])

    assert found.date_orders_possible == orders


@pytest.mark.parametrize(
    ("header", "value", "meaning"),
    [
        ("transactiesoort", "Uitlening", "loan"),
        ("transactiesoort", "Verlenging", "renewal"),
        ("transactiesoort", "Inname", ""),
        ("type", "1", ""),
        ("type", "R", ""),
        ("actie", "1", "loan"),
        ("actie", "2", ""),
        ("actie", "3", "renewal"),
        ("verlenging", "Verlengd", "renewal"),
    ],
)
def test_value_that_means_something_else_elsewhere_is_asked(
    header: str, value: str, meaning: str
) -> None:
    found = suggest("loans", ["datum", header], [["13-02-2025", value]])

    renewals = found.profile.renewals
    kinds = dict.fromkeys(renewals.loan_values, "loan")
    kinds |= dict.fromkeys(renewals.renewal_values, "renewal")
    assert (renewals.how, kinds.get(value.casefold(), "")) == ("rows", meaning)
    assert found.renewal_counts == {value: 1}


@pytest.mark.parametrize(
    ("header", "values", "how"),
    [
        ("verlengd", ["ja", "nee", ""], "column"),
        ("verlengingen", ["0", "2", "1"], "counter"),
        ("aantal verlengingen", ["0", "1"], "counter"),
    ],
)
def test_mark_or_counter_is_told_by_name_and_values(
    header: str, values: list[str], how: str
) -> None:
    found = suggest("loans", ["datum", header], [["13-02-2025", value] for value in values])

    assert found.profile.renewals.how == how


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (" ".join(DEMO), "loans"),
        (" ".join(EVERGREEN), "loans"),
        ("ANNEE TITRE Issues", "aggregate"),
        ("month_issued authority item_type issues renewals", "aggregate"),
        ("member postcode birth_year", "members"),
        ("postcode code area households", "postcodes"),
        ("postcode huisnummer subsegment", "postcodes"),
        ("area code households", "households"),
        ("code name parent colour", "scheme"),
        ("code naam kleur", "scheme"),
        ("foo bar", "loans"),
    ],
)
def test_kind_of_file_is_told_by_its_header(header: str, kind: str) -> None:
    assert guess_kind(header.split()) == kind


def test_header_is_found_whatever_its_case_accents_and_marks() -> None:
    header = ["Nbre de prêts", "usr_post_code", "a|b", "B"]

    assert find_headers(header, "nbre de prets") == ("Nbre de prêts",)
    assert find_headers(header, "USR POST-CODE") == ("usr_post_code",)
    assert find_headers(header, "a|b") == ("a|b",)
    assert find_headers(header, "x|b|usr_post_code") == ("B", "usr_post_code")
    assert find_headers(header, "") == ()
