"""Tables of members, their links to the CRM, and the users that sign in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from lorgnette.directory.models import CrmUser
from lorgnette.kernel import tokens
from lorgnette.kernel.sort_keys import SortKeyField
from lorgnette.kernel.tokens import public_id
from lorgnette.mail.models import Message


class Member(models.Model):
    """One person of the company, one per canonical address; made when they are first invited."""

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    address = models.CharField(max_length=254)
    address_key = models.CharField(max_length=254, unique=True)
    first_name = models.CharField(max_length=200, blank=True)
    last_name = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=400)
    sort_key = SortKeyField(max_length=400)
    search_key = models.CharField(max_length=1000)
    language = models.CharField(max_length=8)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sort_key", "id"], name="member_sort")]


class CrmLink(models.Model):
    """A CRM user that is this member: by address, or chosen by an administrator."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="crm_links")
    crm_user = models.ForeignKey(CrmUser, on_delete=models.PROTECT, related_name="+")
    chosen = models.BooleanField(default=False)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "crm_user"], name="crmlink_once")]


class UserManager(BaseUserManager["User"]):
    """Finds users by their canonical address, each with their member."""

    def get_queryset(self) -> models.QuerySet["User"]:
        return super().get_queryset().select_related("member")

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(address_key=username)


class User(AbstractBaseUser):
    """A sign-in: made at acceptance, or by the console for an administrator.

    Open sessions hold a digest over `session_salt`: a new salt ends them all.
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="user")
    address_key = models.CharField(max_length=254, unique=True, null=True)  # noqa: DJ001 (erased: unique allows many nulls)
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=8, blank=True)
    session_salt = models.CharField(max_length=20, default=tokens.public_id)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["last_seen_at", "member"],
                condition=models.Q(last_seen_at__isnull=False),
                name="user_seen",
            ),
            # Few of very many.
            models.Index(
                fields=["member"],
                condition=models.Q(is_administrator=True),
                name="user_administrators",
            ),
        ]

    USERNAME_FIELD = "address_key"
    EMAIL_FIELD = "address_key"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        told = f"{self.password}{self.session_salt}"
        return salted_hmac("lorgnette session", told, secret=secret, algorithm="sha256").hexdigest()


class SigninLink(models.Model):
    """A one-time link for an administrator; `token_digest` is SHA-256 of its token.

    `purpose` is `password` (sets the first password) or `demo` (signs in, demo only).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10)
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class AdministratorInvitation(models.Model):
    """An offer to a member to administer, under one link; facts with dates, status derived.

    `token_digest` is SHA-256 of the link's token, which is stored nowhere in the clear. The next
    one to the same member supersedes it.
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    inviter = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, default="administrator")
    message = models.OneToOneField(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8)
    reason = models.CharField(max_length=500)
    invited_at = models.DateTimeField()
    link_ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=models.Q(
                    accepted_at__isnull=True, revoked_at__isnull=True, superseded_at__isnull=True
                ),
                name="administrator_one_open",
            )
        ]
        indexes = [models.Index(fields=["member", "-invited_at"], name="administrator_invited")]


class OpenSession(models.Model):
    """A browser that is signed in. `key` is the session's, as digested as the session keeps it."""

    key = models.CharField(max_length=40, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    # The user's, as it was: once they differ the session is over.
    salt = models.CharField(max_length=20, blank=True, db_default="")
    ip = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)


class Failures(models.Model):
    """Consecutive failures to sign in, by the digest of an address and the device known to it."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)


class ResetAsk(models.Model):
    """Somebody asked for a new password of an address, theirs or not; gone once looked at."""

    address_key = models.CharField(max_length=254)
    ip = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
