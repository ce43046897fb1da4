"""The orders of the list that no one index holds: by the end of the access, by the last visit."""

from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from lorgnette.invitations.standing import PRODUCT
from lorgnette.invitations.statuses import HELD, NEVER_ENDS, OFFERED
from lorgnette.kernel.pagination import turned
from lorgnette.kernel.stretches import Stretch

Found = QuerySet[Any]


def by_end(found: Found, among: Found, status: str, *, falling: bool) -> list[Stretch]:
    """Those with an end by it, and those without by name; all of `found` are of the status."""
    granted = _ending(found, "grants", revoked_at=None)
    offered = _ending(found, "invitations", superseded_at=None, accepted_at=None)
    offered = offered.filter(access_id__isnull=True)
    # Nobody has both: where the status says which, the other is not walked in vain.
    sources = [offered] if status in OFFERED else [granted] if status in HELD else None
    ending = Stretch(sources or [granted, offered], _turned(["end", "who"], falling))
    by_name = _turned(["sort_key", "id"], falling)
    lasting = Stretch([found.filter(ends_key=NEVER_ENDS)], by_name, among)
    return [lasting, ending] if falling else [ending, lasting]


def _ending(found: Found, relation: str, **facts: None) -> Found:
    """Joined once more, by the index that holds the order: the list's own join may be of none."""
    these = Q(**{f"{relation}__{name}": value for name, value in facts.items()})
    product = Q(**{f"{relation}__product": PRODUCT})
    joined = found.annotate(ending=FilteredRelation(relation, condition=these & product))
    joined = joined.filter(ending__ends_at__isnull=False)
    ending: Found = joined.annotate(end=F("ending__ends_at"), who=F("ending__member"))
    return ending


def by_visit(found: Found, among: Found, _status: str, *, falling: bool) -> list[Stretch]:
    """The latest visit first, then who was never here by name; falling turns it round."""
    been = found.filter(user__last_seen_at__isnull=False)
    been = been.annotate(seen=F("user__last_seen_at"), who=F("user__member"))
    seen = Stretch([been], _turned(["-seen", "-who"], falling))
    by_name = _turned(["sort_key", "id"], falling)
    unseen = Stretch([found.filter(user__last_seen_at__isnull=True)], by_name, among)
    return [unseen, seen] if falling else [seen, unseen]


def _turned(order: list[str], falling: bool) -> list[str]:  # noqa: FBT001
    return turned(order) if falling else order
