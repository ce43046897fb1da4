"""Puts back what an action on many people changed, where nobody changed it since."""

from collections.abc import Mapping, Sequence
from typing import Any

from lorgnette.access import many
from lorgnette.access.models import Grant
from lorgnette.invitations.again import forget_offers
from lorgnette.invitations.bulk_deeds import from_json
from lorgnette.invitations.models import Bulk, BulkRow
from lorgnette.invitations.standing import hold, open_grants, open_invitations
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.users.models import Member

# What the audit trail calls the undo of each.
BACK = {"lock": "unlocked", "unlock": "locked", "extend": "extended", "revoke": "restored"}


def portion(bulk: Bulk, size: int) -> bool:
    """The next rows, in the caller's transaction; True if more are left."""
    rows = BulkRow.objects.filter(bulk=bulk, outcome="done", grant__isnull=False)
    chosen = list(rows.order_by("pk")[:size])
    back = _put_back(bulk, chosen) if chosen else set()
    ids = [row.pk for row in chosen]
    BulkRow.objects.filter(pk__in=back).update(outcome="undone")
    BulkRow.objects.filter(pk__in=set(ids) - back).update(outcome="kept")
    left = len(chosen) == size
    if not left:
        bulk.undone_at = clock.now()
        bulk.save(update_fields=["undone_at"])
    return left


def actor_of(member: Member, ip: str = "", agent: str = "") -> Actor:
    """The administrator who asked for it, whoever does it now."""
    return Actor("administrator", member.public_id, member.name, member.address, ip, agent)


def _put_back(bulk: Bulk, rows: Sequence[BulkRow]) -> set[int]:
    """The ids of the rows whose grant was put back."""
    hold([row.member_id for row in rows])
    grants = _held([row.grant_id for row in rows if row.grant_id])
    same = [
        row for row in rows if row.grant_id in grants and _as_left(grants[row.grant_id], row.after)
    ]
    if bulk.verb == "revoke":
        same = _without_successor(same)
    same = _with_seat(same, grants)
    chosen = [grants[row.grant_id] for row in same if row.grant_id]
    before = [from_json(row.before or {}) for row in same]
    actor = actor_of(bulk.undo_owner or bulk.owner)
    if chosen:
        told = {"bulk": bulk.public_id, "undo": True}
        many.put_back(BACK[bulk.verb], chosen, before, actor, **told)
    if bulk.verb == "revoke":
        forget_offers([grant.member_id for grant in chosen])
    return {row.pk for row in same}


def _held(ids: Sequence[int]) -> dict[int, Grant]:
    rows = Grant.objects.select_for_update(of=("self",)).select_related("member")
    return {grant.pk: grant for grant in rows.filter(pk__in=ids).order_by("pk")}


def _as_left(grant: Grant, after: Mapping[str, Any] | None) -> bool:
    """Nobody changed these facts since, and the access was not taken back otherwise."""
    facts = from_json(dict(after or {}))
    unrevoked = "revoked_at" in facts or grant.revoked_at is None
    return unrevoked and all(getattr(grant, name) == value for name, value in facts.items())


def _without_successor(rows: Sequence[BulkRow]) -> list[BulkRow]:
    """Whoever was invited anew since, or accepted that, has their new terms."""
    ids = [row.member_id for row in rows]
    newer = {
        *open_grants().filter(member__in=ids).values_list("member_id", flat=True),
        *open_invitations().filter(member__in=ids).values_list("member_id", flat=True),
    }
    return [row for row in rows if row.member_id not in newer]


def _with_seat(rows: Sequence[BulkRow], grants: Mapping[int, Grant]) -> list[BulkRow]:
    """Those that would be live again need a seat each."""
    at = clock.now()
    wanting = [g for row in rows if (g := _again_live(row, grants, at)) is not None]
    room, _few = many.seated(wanting)
    without = {grant.pk for grant in wanting} - {grant.pk for grant in room}
    return [row for row in rows if row.grant_id not in without]


def _again_live(row: BulkRow, grants: Mapping[int, Grant], at: Any) -> Grant | None:
    if row.grant_id is None:
        return None
    grant = grants[row.grant_id]
    facts = from_json(dict(row.before or {}))
    end = facts.get("ends_at", grant.ends_at)
    locked = facts.get("locked_at", grant.locked_at)
    revoked = facts.get("revoked_at", grant.revoked_at)
    live = not revoked and not locked and (end is None or end > at)
    return grant if live and not many.is_live(grant, at) else None
