"""Where every member stands, as SQL: one status each, that lists filter, count and sort by."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    F,
    FilteredRelation,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from lorgnette.invitations.standing import PRODUCT
from lorgnette.kernel import clock
from lorgnette.kernel.names import sort_key
from lorgnette.users.models import Member

STATUSES = ("active", "pending", "bounced", "expired", "locked", "revoked", "declined")
SOON = timedelta(days=14)
MOST_WORDS = 12

_NEVER_ENDS = Value(datetime(9999, 1, 1, tzinfo=UTC), DateTimeField())
_NEVER_SEEN = Value(datetime(1970, 1, 1, tzinfo=UTC), DateTimeField())


def members(text: str = "") -> QuerySet[Any]:
    """All who were invited or have access, whose name or address holds every word of `text`.

    Each with `status`, `seen_at`, and to sort by `ends_key` and `seen_key` (never null).
    `open_grant` is the access not revoked, `last_offer` the latest invitation: one row at most.
    """
    found = Member.objects.annotate(
        open_grant=FilteredRelation(
            "grants", condition=Q(grants__revoked_at=None, grants__product=PRODUCT)
        ),
        last_offer=FilteredRelation(
            "invitations",
            condition=Q(invitations__superseded_at=None, invitations__product=PRODUCT),
        ),
    ).filter(Q(open_grant__isnull=False) | Q(last_offer__isnull=False))
    for word in sort_key(text).split()[:MOST_WORDS]:
        found = found.filter(search_key__contains=word)
    return found.annotate(
        status=_status(), ends_key=_ends(), seen_key=_seen(), seen_at=F("user__last_seen_at")
    )


def standing_so(text: str = "", status: str = "") -> QuerySet[Any]:
    """`members` of one status, of "ends_soon" (active, within 14 days), or of any ("")."""
    found = members(text)
    if status == "ends_soon":
        return found.filter(ends_soon())
    return found.filter(status=status) if status else found


def ids(text: str, status: str, limit: int) -> list[int]:
    """The first of those by name."""
    found = standing_so(text, status).order_by("sort_key", "id")
    return list(found.values_list("pk", flat=True)[:limit])


def ends_soon() -> Q:
    """Active, and not for more than two weeks."""
    return Q(status="active", ends_key__lte=clock.now() + SOON)


def _status() -> Case:
    """Access tells more than the invitation; an accepted one without access had it revoked."""
    undelivered = Q(last_offer__message__bounced_at__isnull=False) | Q(
        last_offer__message__failed_at__isnull=False
    )
    return Case(
        When(open_grant__locked_at__isnull=False, then=Value("locked")),
        When(open_grant__ends_at__lte=clock.now(), then=Value("expired")),
        When(open_grant__isnull=False, then=Value("active")),
        When(last_offer__accepted_at__isnull=False, then=Value("revoked")),
        When(last_offer__declined_at__isnull=False, then=Value("declined")),
        When(last_offer__revoked_at__isnull=False, then=Value("revoked")),
        When(last_offer__opened_at__isnull=False, then=Value("pending")),
        When(undelivered, then=Value("bounced")),
        default=Value("pending"),
        output_field=CharField(),
    )


def _ends() -> Case:
    return Case(
        When(open_grant__isnull=False, then=Coalesce(F("open_grant__ends_at"), _NEVER_ENDS)),
        default=Coalesce(F("last_offer__ends_at"), _NEVER_ENDS),
        output_field=DateTimeField(),
    )


def _seen() -> Coalesce:
    return Coalesce(F("user__last_seen_at"), _NEVER_SEEN)
