"""Inviting, changing and removing people; the links with which they come in."""

import re

import pytest
from allauth.account.forms import default_token_generator
from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from planning import actions, invitations, tenancy
from planning.models import Library, Membership, User
from tests import make
from tests.authz_world import browser_of, outcome

LINK = r"http://\S+/password/reset/key/[^<\s\"]+"
NOOR = {"name": "Noor", "email": "noor@example.org", "role": "staff", "discipline": "marketing"}


@pytest.fixture
def library(db: None) -> Library:
    return make.library(name="Bibliotheek Noorderveld", is_demonstration=False)


@pytest.fixture
def admin(library: Library) -> Membership:
    return make.member(library, "adam", role=Membership.Role.ADMIN)


@pytest.fixture
def as_admin(admin: Membership) -> Client:
    return browser_of(admin.user)


def membership_of(library: Library, email: str) -> Membership:
    with tenancy.library_scope(library):
        return Membership.objects.select_related("user", "library").get(user__email=email)


def test_an_invited_person_chooses_a_password_and_comes_in(
    as_admin: Client, library: Library
) -> None:
    page = as_admin.post(reverse("planning:member_add"), NOOR, follow=True)
    # Made at two moments, so not always the same one; with the first that is used both are spent.
    link, mailed = (re.search(LINK, each) for each in (page.text, str(mail.outbox[0].body)))
    assert link
    assert mailed
    assert mail.outbox[0].to == ["noor@example.org"]
    noor = Client()

    form = noor.get(link[0], follow=True)
    fields = {"password1": make.PASSWORD, "password2": make.PASSWORD}
    noor.post(form.redirect_chain[-1][0], fields)
    noor.post(reverse("account_login"), {"login": NOOR["email"], "password": make.PASSWORD})

    assert noor.get(reverse("home")).status_code == 200
    assert membership_of(library, "noor@example.org").discipline == "marketing"
    for spent in (link[0], mailed[0]):
        assert outcome(Client().get(spent, follow=True)) == "200"  # the page says so
        assert "password1" not in Client().get(spent, follow=True).text


def test_the_link_is_shown_only_while_nobody_else_could_be_let_in_by_it(
    as_admin: Client, library: Library, stranger_library: Library
) -> None:
    as_admin.post(reverse("planning:member_add"), NOOR)
    noor = membership_of(library, "noor@example.org")
    with tenancy.library_scope(library):
        assert invitations.can_show_link(noor)
    old_link = default_token_generator.make_token(noor.user)

    with tenancy.library_scope(stranger_library):
        asked = actions.add_member(stranger_library, **NOOR, by=make.user())

    noor.user.refresh_from_db()
    assert asked.accepted_at is None
    with tenancy.library_scope(library):
        assert not invitations.can_show_link(noor)
    assert not default_token_generator.check_token(noor.user, old_link)


def test_who_has_an_account_must_accept(as_admin: Client, library: Library) -> None:
    charlie = make.member(make.library(is_demonstration=False), "charlie").user
    fields = {**NOOR, "email": charlie.email}

    page = as_admin.post(reverse("planning:member_add"), fields, follow=True)

    link = re.search(r"http://\S+/uitnodiging/\S+/", str(mail.outbox[0].body))
    assert link
    assert link[0] not in page.text
    assert "password/reset" not in page.text
    with tenancy.person_scope(charlie):
        assert [each.library.name for each in Membership.objects.of(charlie)] != [library.name]

    browser = make.client(charlie)
    assert library.name in browser.get(link[0]).text
    browser.post(link[0])

    assert browser.session["library"] == library.pk
    assert library.name in browser.get(reverse("home")).text


def test_an_invitation_is_for_one_person(library: Library) -> None:
    charlie = make.member(make.library(is_demonstration=False), "charlie").user
    with tenancy.library_scope(library):
        asked = actions.add_member(library, **{**NOOR, "email": charlie.email}, by=make.user())
    token = signing.dumps([library.pk, asked.pk], salt=invitations.SALT)
    somebody = make.client(make.member(make.library(is_demonstration=False)).user)

    for text in (token, token + "x"):
        url = reverse("planning:accept_invitation", args=[text])
        assert somebody.get(url).status_code == 404
        assert somebody.post(url).status_code == 404


def test_the_operator_adds_somebody_at_once(library: Library) -> None:
    charlie = make.member(make.library(is_demonstration=False), "charlie").user

    with tenancy.library_scope(library):
        added = actions.add_member(library, **{**NOOR, "email": charlie.email}, by=None)

    with tenancy.person_scope(charlie):
        assert added in Membership.objects.of(charlie)


def test_nobody_is_added_twice(as_admin: Client, library: Library) -> None:
    make.member(library, "noor")

    response = as_admin.post(reverse("planning:member_add"), {**NOOR, "email": "NOOR@example.org"})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["email"]


def test_real_addresses_stay_out_of_a_demonstration(db: None) -> None:
    as_adam = make.client(make.member(make.library(), "adam", role=Membership.Role.ADMIN).user)

    refused = as_adam.post(reverse("planning:member_add"), NOOR)
    taken = as_adam.post(reverse("planning:member_add"), {**NOOR, "email": "noor@demo.invalid"})

    assert refused.status_code == 422
    assert taken.headers["Location"] == reverse("planning:member_list")
    assert mail.outbox == []


def test_a_role_changes_from_the_next_request(as_admin: Client, library: Library) -> None:
    member = make.member(library, "bram")
    bram = browser_of(member.user)
    assert bram.get(reverse("manage")).status_code == 403

    url = reverse("planning:member_edit", args=[member.pk])
    as_admin.post(url, {"role": "admin", "discipline": "collection"})

    assert bram.get(reverse("manage")).status_code == 200


def test_the_last_administrator_stays(
    as_admin: Client, admin: Membership, library: Library
) -> None:
    with tenancy.library_scope(library):  # one who has not accepted does not count
        asked = make.member(library, "sam", role=Membership.Role.ADMIN)
        Membership.objects.filter(pk=asked.pk).update(accepted_at=None)
    edit = reverse("planning:member_edit", args=[admin.pk])
    remove = reverse("planning:member_remove", args=[admin.pk])

    assert as_admin.post(edit, {"role": "staff", "discipline": "other"}).status_code == 422
    assert as_admin.post(remove).status_code == 409

    with tenancy.library_scope(library):
        actions.accept_membership(asked)
    assert as_admin.post(remove).status_code == 302
    assert as_admin.get(reverse("home")).status_code == 403


def test_a_removed_person_is_out(as_admin: Client, library: Library) -> None:
    member = make.member(library, "bram")
    bram = make.client(member.user)

    assert "bram" in as_admin.get(reverse("planning:member_remove", args=[member.pk])).text.lower()
    as_admin.post(reverse("planning:member_remove", args=[member.pk]))

    response = bram.get(reverse("home"))
    assert response.status_code == 403
    assert library.name not in response.text


def test_a_refusal_names_whom_to_ask(admin: Membership, library: Library) -> None:
    staff = make.client(make.member(library).user)

    response = staff.get(reverse("planning:member_list"))

    assert response.status_code == 403
    assert str(admin.user) in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_member_list_needs_as_many_queries_for_three_as_for_one(
    as_admin: Client, library: Library, count: int, django_assert_num_queries: object
) -> None:
    for _ in range(count):
        make.member(library)

    # session, user, own memberships in a scope of 5, second factor, members in a scope of 5,
    # the session that was seen in 3, and the menu
    with django_assert_num_queries(19):  # type: ignore[operator]
        response = as_admin.get(reverse("planning:member_list"))

    assert len(response.context["members"]) == count + 1


def test_mail_that_fails_is_told(as_admin: Client, settings: object, library: Library) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 1  # type: ignore[attr-defined]

    page = as_admin.post(reverse("planning:member_add"), NOOR, follow=True)

    assert "kon niet worden verstuurd" in page.text
    assert "/password/reset/key/" in page.text
    assert User.objects.filter(email="noor@example.org").exists()
