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
    `grant` is the access that was not revoked, `current` the latest invitation: one row at most.
    """
    found = Member.objects.annotate(
        grant=FilteredRelation(
            "grants", condition=Q(grants__revoked_at=None, grants__product=PRODUCT)
        ),
        current=FilteredRelation(
            "invitations",
            condition=Q(invitations__superseded_at=None, invitations__product=PRODUCT),
        ),
    ).filter(Q(grant__isnull=False) | Q(current__isnull=False))
    for word in sort_key(text).split()[:MOST_WORDS]:
        found = found.filter(search_key__contains=word)
    return found.annotate(
        status=_status(), ends_key=_ends(), seen_key=_seen(), seen_at=F("user__last_seen_at")
    )


def ends_soon() -> Q:
    """Active, and not for more than two weeks."""
    return Q(status="active", ends_key__lte=clock.now() + SOON)


def _status() -> Case:
    """Access tells more than the invitation; an accepted one without access had it revoked."""
    undelivered = Q(current__message__bounced_at__isnull=False) | Q(
        current__message__failed_at__isnull=False
    )
    return Case(
        When(grant__locked_at__isnull=False, then=Value("locked")),
        When(grant__ends_at__lte=clock.now(), then=Value("expired")),
        When(grant__isnull=False, then=Value("active")),
        When(current__accepted_at__isnull=False, then=Value("revoked")),
        When(current__declined_at__isnull=False, then=Value("declined")),
        When(current__revoked_at__isnull=False, then=Value("revoked")),
        When(current__opened_at__isnull=False, then=Value("pending")),
        When(undelivered, then=Value("bounced")),
        default=Value("pending"),
        output_field=CharField(),
    )


def _ends() -> Case:
    return Case(
        When(grant__isnull=False, then=Coalesce(F("grant__ends_at"), _NEVER_ENDS)),
        default=Coalesce(F("current__ends_at"), _NEVER_ENDS),
        output_field=DateTimeField(),
    )


def _seen() -> Coalesce:
    return Coalesce(F("user__last_seen_at"), _NEVER_SEEN)
