"""What can happen to a library and its people."""

from django.db import transaction
from django.utils.text import slugify

from planning import tenancy
from planning.models import Branch, BranchGroup, Library, Membership, User
from planning.models.people import next_position


class CannotAdd(Exception):
    """There is one already."""


@transaction.atomic
def add_library(slug: str, *, name: str, is_demonstration: bool = False) -> Library:
    """Create a library; its short name is unique."""
    slug = slugify(slug)
    if Library.objects.filter(slug=slug).exists():
        raise CannotAdd(f"there is a library {slug} already")
    return Library.objects.create(slug=slug, name=name, is_demonstration=is_demonstration)


def add_branch(library: Library, *, code: str, name: str, group: str = "") -> Branch:
    """Add a branch at the end of the positions; to be called within the library's scope."""
    partition = None
    if group:
        partition, _ = BranchGroup.objects.get_or_create(library=library, name=group)
    return Branch.objects.create(
        library=library,
        code=code.strip(),
        name=name.strip() or code.strip(),
        group=partition,
        position=next_position(Branch.objects.filter(library=library)),
    )


@transaction.atomic
def add_member(
    library: Library, *, email: str, name: str, role: str, discipline: str, password: str = ""
) -> Membership:
    """Give a person, new or known, a role in this library; within the library's scope."""
    email = email.strip().lower()
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, password or None, name=name)
    elif Membership.objects.filter(library=library, user=user).exists():
        raise CannotAdd(f"{email} belongs to this library already")
    return Membership.objects.create(library=library, user=user, role=role, discipline=discipline)


class CannotLeave(Exception):
    """A library keeps at least one administrator."""


@transaction.atomic
def change_member(membership: Membership, *, role: str, discipline: str) -> Membership:
    """Give another role or discipline; the last administrator stays one."""
    _keep_an_administrator(membership, will_be_admin=role == Membership.Role.ADMIN)
    membership.role, membership.discipline = role, discipline
    membership.save(update_fields=["role", "discipline"])
    return membership


@transaction.atomic
def remove_member(membership: Membership) -> None:
    """Take somebody's access to this library away, from the next request on."""
    _keep_an_administrator(membership, will_be_admin=False)
    membership.delete()


def _keep_an_administrator(membership: Membership, *, will_be_admin: bool) -> None:
    admins = Membership.objects.select_for_update().filter(
        library=membership.library_id, role=Membership.Role.ADMIN
    )
    if not will_be_admin and {admin.pk for admin in admins} == {membership.pk}:
        raise CannotLeave(f"{membership.user} is the only administrator")
