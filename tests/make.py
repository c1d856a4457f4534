"""Data for tests: every argument optional, every default valid."""

from itertools import count

from django.test import Client

from planning import tenancy
from planning.models import Branch, Library, Membership, User
from planning.models.people import next_position

serial = count(1)
PASSWORD = "een lang wachtwoord"


def library(*, slug: str = "", name: str = "", is_demonstration: bool = True) -> Library:
    """A library marked as demonstration needs no second factor."""
    number = next(serial)
    return Library.objects.create(
        slug=slug or f"bieb-{number:04}",
        name=name or f"Bibliotheek {number:04}",
        is_demonstration=is_demonstration,
    )


def user(name: str = "") -> User:
    name = name or f"persoon-{next(serial):04}"
    return User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title())


def member(
    of: Library,
    name: str = "",
    *,
    role: str = Membership.Role.STAFF,
    discipline: str = "collection",
) -> Membership:
    with tenancy.library_scope(of):
        return Membership.objects.create(
            library=of, user=user(name), role=role, discipline=discipline
        )


def membership(of: Library, person: User, *, role: str = Membership.Role.STAFF) -> Membership:
    """Somebody who is there already works for one more library."""
    with tenancy.library_scope(of):
        return Membership.objects.create(library=of, user=person, role=role)


def branch(of: Library, code: str = "", name: str = "") -> Branch:
    code = code or f"V{next(serial):04}"
    with tenancy.library_scope(of):
        return Branch.objects.create(
            library=of,
            code=code,
            name=name or f"Vestiging {code}",
            position=next_position(Branch.objects.filter(library=of)),
        )


def client(person: User) -> Client:
    """A browser in which this person is logged in."""
    browser = Client()
    browser.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return browser
