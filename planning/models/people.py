from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planning.models.owned import OwnedQuerySet


class Library(models.Model):
    """A tenant. Every other table of the product names the library it belongs to."""

    slug = models.SlugField(_("short name"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=100)
    is_demonstration = models.BooleanField(_("demonstration"), default=False)
    threshold = models.PositiveSmallIntegerField(
        _("smallest group shown (borrowers)"),
        default=10,
        validators=[MinValueValidator(5), MaxValueValidator(100)],
    )
    retention_months = models.PositiveSmallIntegerField(
        _("months that a borrower's code is kept"),
        default=24,
        validators=[MinValueValidator(12), MaxValueValidator(120)],
    )
    # Grows when the scheme, the postcodes, the members or the code lists change, so that the
    # same file after such a change is read again.
    coding_version = models.PositiveIntegerField(default=1)
    # Set when branches moved between groups. The sweep rebuilds the answers and empties this,
    # unless it holds a later moment by then.
    rollups_stale_at = models.DateTimeField(null=True, blank=True)
    # Set when loans or books changed: what segments.actions.insights makes of them is out of date.
    insights_stale_at = models.DateTimeField(null=True, blank=True)
    # Set when an administrator wants the demonstration gone; deleting loans takes a worker.
    removal_asked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(threshold__gte=5), name="library_threshold_safe"),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceQuerySet(models.QuerySet[Any]):
    """Branches and their groups."""

    def editable_by(self, membership: "Membership") -> Self:
        if not membership.is_admin:
            return self.none()
        return self.filter(library=membership.library_id)


class BranchGroup(models.Model):
    """One part of a partition of the branches, such as a municipality."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=80)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "name"], name="branch_group_name_per_library"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Branch(models.Model):
    class Kind(models.TextChoices):
        BRANCH = "branch", _("branch")
        SERVICE_POINT = "service_point", _("service point")
        STOREROOM = "storeroom", _("storeroom")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    code = models.CharField(_("code in the library system"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.BRANCH)
    group = models.ForeignKey(
        BranchGroup, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("group")
    )
    # The number that loans carry; it never changes and is never used again.
    position = models.PositiveSmallIntegerField()

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "code"], name="branch_code_per_library"),
            models.UniqueConstraint(
                fields=["library", "position"], name="branch_position_per_library"
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="branch_position_positive"),
        ]

    def __str__(self) -> str:
        return self.name


def next_position(rows: "models.QuerySet[Any]") -> int:
    """The position after the highest one of these rows, from 1."""
    highest = rows.aggregate(highest=Max("position"))["highest"]
    return (highest or 0) + 1


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    class Theme(models.TextChoices):
        AUTO = "auto", _("Automatic")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    is_active = models.BooleanField(default=True)
    theme = models.CharField(max_length=5, choices=Theme.choices, default=Theme.AUTO)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        """How we greet somebody."""
        return self.name.partition(" ")[0] or self.email


class MembershipQuerySet(models.QuerySet["Membership"]):
    def accepted(self) -> Self:
        return self.filter(accepted_at__isnull=False)

    def of(self, user: User) -> Self:
        memberships = self.accepted().filter(user=user).select_related("library")
        return memberships.order_by("library__name", "pk")

    def editable_by(self, membership: "Membership") -> Self:
        if not membership.is_admin:
            return self.none()
        return self.filter(library=membership.library_id).select_related("user")


class Membership(models.Model):
    class Role(models.TextChoices):
        STAFF = "staff", _("staff")
        MANAGER = "manager", _("manager")
        ADMIN = "admin", _("administrator")

    class Discipline(models.TextChoices):
        COLLECTION = "collection", _("collection")
        MARKETING = "marketing", _("marketing")
        PROGRAMMING = "programming", _("programming")
        OTHER = "other", _("other")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.STAFF)
    discipline = models.CharField(
        _("discipline"), max_length=12, choices=Discipline.choices, default=Discipline.COLLECTION
    )
    joined_at = models.DateTimeField(auto_now_add=True)
    # Empty while a person who has an account already has not agreed to work for this library.
    accepted_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    # The first-run cards that this person has put away.
    cards_done = models.JSONField(default=list, blank=True)
    # Who is who: what colleagues of the other discipline want to know.
    branch = models.ForeignKey(
        Branch, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("branch")
    )
    # 1 is Monday, as ISO counts.
    workdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    ask_me_about = models.CharField(_("ask me about"), max_length=200, blank=True)
    wants_to_learn = models.CharField(_("this I want to learn"), max_length=200, blank=True)
    reachable = models.CharField(_("reachable by"), max_length=120, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "user"], name="one_membership_per_library"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.library}"

    @property
    def letter(self) -> str:
        """What stands on the badge of the discipline, always beside its name."""
        return {"collection": "C", "marketing": "M", "programming": "P"}.get(self.discipline, "A")

    @property
    def is_manager(self) -> bool:
        return self.role in (self.Role.MANAGER, self.Role.ADMIN)

    @property
    def is_admin(self) -> bool:
        return self.role == self.Role.ADMIN

    @property
    def is_waiting(self) -> bool:
        """Invited, and not in yet."""
        if self.accepted_at is None:
            return True
        return self.user.last_login is None and not self.user.has_usable_password()


class BuddyPair(models.Model):
    """Two people of different disciplines who keep each other up to date."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    first = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="pairs_as_first")
    second = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="pairs_as_second")
    created_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            # Smallest number first, so that a pair exists once.
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
            models.UniqueConstraint(fields=["first", "second"], name="pair_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} + {self.second_id}"
