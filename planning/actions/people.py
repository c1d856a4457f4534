"""What can happen to a library and its people."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from planning import tenancy
from planning.models import Branch, BranchGroup, Library, Membership, User
from planning.models.people import next_position

# Nobody has a mailbox there; people of a demonstration have no other address.
MADE_UP = "@demo.invalid"


class CannotAdd(Exception):
    """There is one already."""


@transaction.atomic
def add_library(slug: str, *, name: str, is_demonstration: bool = False) -> Library:
    """Create a library; its short name is unique."""
    slug = slugify(slug)
    if Library.objects.filter(slug=slug).exists():
        raise CannotAdd(f"there is a library {slug} already")
    return Library.objects.create(slug=slug, name=name, is_demonstration=is_demonstration)


def add_branch(
    library: Library, *, code: str, name: str, group: str = "", kind: str = Branch.Kind.BRANCH
) -> Branch:
    """Add a branch at the end of the positions; to be called within the library's scope."""
    partition = None
    if group:
        partition, _ = BranchGroup.objects.get_or_create(library=library, name=group)
    return Branch.objects.create(
        library=library,
        code=code.strip(),
        name=name.strip() or code.strip(),
        kind=kind,
        group=partition,
        position=next_position(Branch.objects.filter(library=library)),
    )


@transaction.atomic
def change_branch(
    branch: Branch, *, name: str, kind: str, group: BranchGroup | None, code: str = ""
) -> Branch:
    """Change a branch; without `code` that stays. A move between groups makes the answers stale."""
    has_moved = branch.group_id != (group.pk if group else None)
    branch.name, branch.kind, branch.group = name, kind, group
    branch.code = code or branch.code
    branch.save(update_fields=["name", "kind", "group", "code"])
    if has_moved:
        _make_rollups_stale(branch.library_id)
    return branch


@transaction.atomic
def save_group(
    group: BranchGroup, *, name: str, branches: Iterable[Branch], library: Library
) -> BranchGroup:
    """Name a group, new or not, and say which branches make it up; they leave other groups."""
    # One at a time, so that two administrators cannot put a branch in two groups.
    Library.objects.select_for_update().get(pk=library.pk)
    group.name, group.library = name, library
    group.save()
    wanted = {branch.pk for branch in branches}
    rows = Branch.objects.filter(library=library)
    before = set(rows.filter(group=group).values_list("pk", flat=True))
    if wanted != before:
        rows.filter(group=group).exclude(pk__in=wanted).update(group=None)
        rows.filter(pk__in=wanted).update(group=group)
        _make_rollups_stale(library.pk)
    return group


@transaction.atomic
def remove_group(group: BranchGroup) -> None:
    """Dissolve a group; its branches stay."""
    has_branches = Branch.objects.filter(group=group).exists()
    library_id = group.library_id
    group.delete()
    if has_branches:
        _make_rollups_stale(library_id)


def _make_rollups_stale(library_id: int) -> None:
    Library.objects.filter(pk=library_id).update(rollups_stale_at=timezone.now())


@transaction.atomic
def add_member(
    library: Library,
    *,
    email: str,
    name: str,
    role: str,
    discipline: str,
    password: str = "",
    by: User | None = None,
) -> Membership:
    """Give a person, new or known, a role in this library; within the library's scope.

    Who has an account already must accept first, unless the operator (no `by`) adds them: an
    administrator elsewhere may have made that account, and its password, for the occasion.
    """
    email = email.strip().lower()
    user = User.objects.filter(email__iexact=email).first()
    must_accept = False
    if user is None:
        user = User.objects.create_user(email, password or None, name=name)
    elif Membership.objects.filter(library=library, user=user).exists():
        raise CannotAdd(f"{email} belongs to this library already")
    elif by is not None:
        must_accept = True
        if not user.has_usable_password():
            _void_password_links(user)
    return Membership.objects.create(
        library=library,
        user=user,
        role=role,
        discipline=discipline,
        accepted_at=None if must_accept else timezone.now(),
    )


def _void_password_links(user: User) -> None:
    # A link that another administrator was shown must not open the door of this library.
    user.set_unusable_password()
    user.save(update_fields=["password"])


@transaction.atomic
def accept_membership(membership: Membership) -> Membership:
    """Start to work for a library that asked; harmless when done before."""
    membership = Membership.objects.select_for_update(of=["self"]).get(pk=membership.pk)
    if membership.accepted_at is None:
        membership.accepted_at = timezone.now()
        membership.save(update_fields=["accepted_at"])
    return membership


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
    # All of them are locked: two administrators may remove each other at the same moment.
    admins = (
        Membership.objects.select_for_update(of=["self"])
        .accepted()
        .filter(library=membership.library_id, role=Membership.Role.ADMIN, user__is_active=True)
    )
    if not will_be_admin and {admin.pk for admin in admins} == {membership.pk}:
        raise CannotLeave(f"{membership.user} is the only administrator")


def put_away_card(membership: Membership, *, card: str) -> None:
    """Do not show this first-run card to this person again."""
    if card not in membership.cards_done:
        membership.cards_done = [*membership.cards_done, card]
        membership.save(update_fields=["cards_done"])


def remove_made_up_people(users: list[User]) -> None:
    """Delete people of a removed demonstration who work for no other library; outside any scope."""
    for user in users:
        with tenancy.person_scope(user):
            is_needed = Membership.objects.filter(user=user).exists()
            if not is_needed and user.email.endswith(MADE_UP):
                user.delete()
