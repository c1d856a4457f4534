"""What can be asked about a library and its people."""

from django.db.models import Count, QuerySet
from django.db.models.functions import Lower

from planning import tenancy
from planning.models import Branch, BranchGroup, Library, Membership, User


def administrators(library: Library) -> list[str]:
    """The names of the people who manage a library's files and people, by the alphabet."""
    return _names(library, [Membership.Role.ADMIN])


def managers(library: Library) -> list[str]:
    """The names of those who review and release, by the alphabet; administrators where none is."""
    return _names(library, [Membership.Role.MANAGER]) or administrators(library)


def _names(library: Library, roles: list[str]) -> list[str]:
    found = Membership.objects.accepted().filter(
        library=library, role__in=roles, user__is_active=True
    )
    return [str(each.user) for each in found.select_related("user").order_by("user__name", "pk")]


def works_elsewhere(user: User, library: Library) -> bool:
    """Whether somebody belongs, or is asked to belong, to another library than this one."""
    with tenancy.person_scope(user):
        return Membership.objects.filter(user=user).exclude(library=library).exists()


def disciplines(library: Library) -> set[str]:
    """The disciplines of the people who work for a library now."""
    members = Membership.objects.accepted().filter(library=library)
    return set(members.values_list("discipline", flat=True))


def branches(library: Library) -> "QuerySet[Branch]":
    """The branches with their groups, by name."""
    rows = Branch.objects.filter(library=library).select_related("group")
    return rows.order_by(Lower("name"), "pk")


def groups(library: Library) -> "QuerySet[BranchGroup]":
    """The groups by name, each with `branch_count`."""
    rows = BranchGroup.objects.filter(library=library).annotate(branch_count=Count("branch"))
    return rows.order_by(Lower("name"), "pk")
