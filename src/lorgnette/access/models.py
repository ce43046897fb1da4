"""Tables of grants, who may see Account Insight of whose accounts until when, and of seats."""

from django.db import models

from lorgnette.directory.models import CrmUser
from lorgnette.kernel.tokens import public_id
from lorgnette.users.models import Member

OWN, CHOSEN, ALL = "own", "chosen", "all"


class Grant(models.Model):
    """A member's access to a product, made at acceptance.

    `scope` is `own` (own and team accounts), `chosen` (those of `chosen`) or `all`. `ends_at` is
    the first instant of the day after `last_day` in `zone`; null means never.
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
            )
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
