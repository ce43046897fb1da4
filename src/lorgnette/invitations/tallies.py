"""Who stands where, found from the facts' own indexes: a hundred thousand people cost little.

What holds, and makes each a question to one table: nobody has both an open access and an
invitation that was not accepted (`standing.reason`, `restore` and the undo of a revoke see to it).
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from lorgnette.access.models import Grant
from lorgnette.audit.unchanged import unchanged
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.standing import PRODUCT, UNANSWERED, open_grants
from lorgnette.kernel import clock
from lorgnette.mail.models import Message

SOON = timedelta(days=14)
SOON_STATUS = "ends_soon"


def counts() -> dict[str, int]:
    """How many stand where, by status, and how many actives end soon ("ends_soon")."""
    return dict(unchanged("where members stand", _counts))


def _counts() -> dict[str, int]:
    at = clock.now()
    over, soon = Q(ends_at__lte=at), Q(ends_at__gt=at, ends_at__lte=at + SOON)
    live = _seated().aggregate(
        every=Count("pk"), over=Count("pk", filter=over), soon=Count("pk", filter=soon)
    )
    waiting = Q(declined_at=None, revoked_at=None)
    offered = _unaccepted().aggregate(
        declined=Count("pk", filter=Q(declined_at__isnull=False)),
        revoked=Count("pk", filter=Q(declined_at=None, revoked_at__isnull=False)),
        waiting=Count("pk", filter=waiting),
    )
    bounced = _bounced().count()
    return {
        "active": live["every"] - live["over"],
        "pending": offered["waiting"] - bounced,
        "bounced": bounced,
        "expired": live["over"],
        "locked": _locked().count(),
        "revoked": offered["revoked"] + _withdrawn().count(),
        "declined": offered["declined"],
        SOON_STATUS: live["soon"],
    }


def first(status: str, limit: int) -> list[int]:
    """The ids of members of this status, at most `limit`, in no order."""
    found: list[int] = []
    for source in _SOURCES[status]():
        found += source[: limit - len(found)] if len(found) < limit else ()
    return found


def _seated() -> QuerySet[Grant]:
    return Grant.objects.filter(product=PRODUCT, revoked_at=None, locked_at=None)


def _locked() -> QuerySet[Grant]:
    return Grant.objects.filter(product=PRODUCT, revoked_at=None, locked_at__isnull=False)


def _unaccepted() -> QuerySet[Invitation]:
    return Invitation.objects.filter(product=PRODUCT, superseded_at=None, accepted_at=None)


def _bounced() -> QuerySet[Any]:
    """Mail returned or given up; `member` waits and has not opened the link all the same."""
    waiting = Invitation.objects.filter(message=OuterRef("pk"), opened_at=None, **UNANSWERED)
    undelivered = Q(bounced_at__isnull=False) | Q(failed_at__isnull=False)
    members = Message.objects.filter(undelivered).annotate(
        member=Subquery(waiting.values("member"))
    )
    return members.filter(member__isnull=False)


def _withdrawn() -> QuerySet[Grant]:
    """One row a member whose access was revoked and who was not invited since."""
    later = Grant.objects.filter(
        member=OuterRef("member"), product=PRODUCT, revoked_at__isnull=False, pk__gt=OuterRef("pk")
    )
    offer = Invitation.objects.filter(
        member=OuterRef("member"),
        product=PRODUCT,
        superseded_at=None,
        accepted_at__isnull=False,
    )
    holding = open_grants().filter(member=OuterRef("member"))
    revoked = Grant.objects.filter(product=PRODUCT, revoked_at__isnull=False)
    return revoked.filter(~Exists(later), ~Exists(holding), Exists(offer))


def _members(rows: QuerySet[Grant] | QuerySet[Invitation]) -> QuerySet[Any, int]:
    return rows.values_list("member_id", flat=True)


def _pending() -> list[QuerySet[Any, int]]:
    waiting = Invitation.objects.filter(**UNANSWERED)
    arrived = Q(message=None) | Q(message__bounced_at=None, message__failed_at=None)
    return [_members(waiting.filter(arrived | Q(opened_at__isnull=False)))]


def _revoked() -> list[QuerySet[Any, int]]:
    unaccepted = _unaccepted().filter(declined_at=None, revoked_at__isnull=False)
    return [_members(unaccepted), _members(_withdrawn())]


def _soon() -> list[QuerySet[Any, int]]:
    at = clock.now()
    return [_members(_seated().filter(ends_at__gt=at, ends_at__lte=at + SOON))]


_SOURCES: Mapping[str, Callable[[], list[QuerySet[Any, int]]]] = {
    "active": lambda: [_members(_seated().filter(Q(ends_at=None) | Q(ends_at__gt=clock.now())))],
    "pending": _pending,
    "bounced": lambda: [_bounced().values_list("member", flat=True)],
    "expired": lambda: [_members(_seated().filter(ends_at__lte=clock.now()))],
    "locked": lambda: [_members(_locked())],
    "revoked": _revoked,
    "declined": lambda: [_members(_unaccepted().filter(declined_at__isnull=False))],
    SOON_STATUS: _soon,
}
