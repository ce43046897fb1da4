"""Tables of grants, who may see Account Insight of whose accounts until when, and of seats;
of the notices about their end, of the wishes to extend them, and of administrators who look as
somebody else.
"""

from django.db import models

from lorgnette.directory.models import CrmUser
from lorgnette.kernel.tokens import public_id
from lorgnette.mail.models import Message
from lorgnette.users.models import Member, User

OWN, REPORTS, CHOSEN, ALL = "own", "reports", "chosen", "all"


class Grant(models.Model):
    """A member's access to a product, made at acceptance.

    `scope` is `own` (own and team accounts), `reports` (those, and those of everybody who reports
    to them), `chosen` (those of `chosen`) or `all`. `ends_at` is the first instant of the day
    after `last_day` in `zone`; null means never. `end_set_at` is when that end was chosen, null
    where it was at `granted_at`.
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="grants")
    product = models.CharField(max_length=30, default="account_insight")
    scope = models.CharField(max_length=10, default=OWN)
    chosen = models.ForeignKey(CrmUser, null=True, on_delete=models.PROTECT, related_name="+")
    last_day = models.DateField(null=True)
    zone = models.CharField(max_length=60)
    ends_at = models.DateTimeField(null=True)
    granted_at = models.DateTimeField()
    inviter = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    end_set_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    lock_reason = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "product"],
                condition=models.Q(revoked_at__isnull=True),
                name="grant_one_open",
            )
        ]
        indexes = [
            # Counts the seats that are taken.
            models.Index(
                fields=["product", "ends_at"],
                condition=models.Q(revoked_at__isnull=True, locked_at__isnull=True),
                name="grant_seated",
            ),
            models.Index(
                fields=["ends_at"],
                condition=models.Q(revoked_at__isnull=True),
                name="grant_ending",
            ),
            # Lists and counts sales users: by their end, locked, revoked.
            models.Index(
                fields=["product", "ends_at", "member", "locked_at", "revoked_at"],
                condition=models.Q(revoked_at__isnull=True),
                name="grant_by_end",
            ),
            models.Index(
                fields=["product", "member"],
                condition=models.Q(revoked_at__isnull=True, locked_at__isnull=False),
                name="grant_locked",
            ),
            models.Index(
                fields=["product", "member"],
                condition=models.Q(revoked_at__isnull=False),
                name="grant_revoked",
            ),
        ]


class SeatReservation(models.Model):
    """A seat kept for an invited member until their link ends; it lapses by time alone."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    product = models.CharField(max_length=30, default="account_insight")
    reserved_until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "product"], name="seat_one_reserved")
        ]
        indexes = [models.Index(fields=["product", "reserved_until"], name="seat_lapses")]


class Digest(models.Model):
    """The one mail a day that tells an inviter whose access ends or has ended."""

    recipient = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    made_at = models.DateTimeField()
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "day"], name="digest_one_a_day")
        ]


class Notice(models.Model):
    """That an access ends, told once: `kind` is week, day or ended, of this end and no other.

    `claim` is of the call that wrote the row: who finds another's there tells nothing. `message`
    is the person's mail, `digest` the one that told whoever invited them, null until it is made.
    """

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10)
    ends_at = models.DateTimeField()
    at = models.DateTimeField()
    claim = models.CharField(max_length=20)
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.ForeignKey(Digest, null=True, on_delete=models.SET_NULL, related_name="notices")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grant", "kind", "ends_at"], name="notice_once")
        ]
        indexes = [
            models.Index(fields=["at"], condition=models.Q(digest__isnull=True), name="notice_new")
        ]


class ExtensionRequest(models.Model):
    """A person's wish to keep or regain their access; one is open at a time.

    `answer` is "" while it is open, then extended, declined or moot (the access was revoked).
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="requests")
    asked_at = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True)
    wished_day = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, blank=True)
    answered_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grant"],
                condition=models.Q(closed_at__isnull=True),
                name="extension_one_open",
            )
        ]


class Viewing(models.Model):
    """That an administrator looks as somebody else would, in one session, until `ends_at`.

    It is as `member`, or as `crm_user` where nobody has invited that person. `session` is the
    session's key as it is kept, `salt` the user's as it was: once either differs it is over. `how`
    it ended is "" while it lasts, then stopped, replaced, signed_out or expired.
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    administrator = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    crm_user = models.ForeignKey(CrmUser, null=True, on_delete=models.PROTECT, related_name="+")
    session = models.CharField(max_length=40)
    salt = models.CharField(max_length=20)
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(ended_at__isnull=True),
                name="viewing_one_open",
            )
        ]
        indexes = [
            models.Index(
                fields=["ends_at"],
                condition=models.Q(ended_at__isnull=True),
                name="viewing_ending",
            )
        ]
