"""The orders of the list that no one index holds: by the end of the access, by the last visit."""

from typing import Any

from django.db.models import F, QuerySet

from lorgnette.invitations.statuses import NEVER_ENDS
from lorgnette.kernel.pagination import turned
from lorgnette.kernel.stretches import Stretch

Found = QuerySet[Any]


def by_end(found: Found, *, falling: bool) -> list[Stretch]:
    """Those with an end by it, and those without by name."""
    granted = found.filter(open_grant__ends_at__isnull=False).annotate(
        end=F("open_grant__ends_at"), who=F("open_grant__member")
    )
    offered = found.filter(
        open_grant__isnull=True,
        last_offer__accepted_at__isnull=True,
        last_offer__ends_at__isnull=False,
    ).annotate(end=F("last_offer__ends_at"), who=F("last_offer__member"))
    ending = Stretch([granted, offered], _turned(["end", "who"], falling))
    lasting = Stretch([found.filter(ends_key=NEVER_ENDS)], _turned(["sort_key", "id"], falling))
    return [lasting, ending] if falling else [ending, lasting]


def by_visit(found: Found, *, falling: bool) -> list[Stretch]:
    """The latest visit first, then who was never here by name; falling turns it round."""
    been = found.filter(user__last_seen_at__isnull=False)
    been = been.annotate(seen=F("user__last_seen_at"), who=F("user__member"))
    seen = Stretch([been], _turned(["-seen", "-who"], falling))
    unseen = Stretch(
        [found.filter(user__last_seen_at__isnull=True)], _turned(["sort_key", "id"], falling)
    )
    return [unseen, seen] if falling else [seen, unseen]


def _turned(order: list[str], falling: bool) -> list[str]:  # noqa: FBT001
    return turned(order) if falling else order
