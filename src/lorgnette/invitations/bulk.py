"""One action on many people: frozen, shown with what it will do, done in portions, undone."""

import time
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q

from lorgnette.access.last_day import check_last_day
from lorgnette.access.lock_reason import clean_reason
from lorgnette.invitations import bulk_deeds, bulk_undo, statuses
from lorgnette.invitations.bulk_deeds import Order
from lorgnette.invitations.bulk_look import (
    PORTION,
    BulkMissing,
    Foreseen,
    Named,
    Progress,
    count_undoable,
    foresee,
    look,
    row_of,
)
from lorgnette.invitations.bulk_rules import RESEND, VERBS, stored
from lorgnette.invitations.models import Bulk, BulkRow
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.each import each_of
from lorgnette.kernel.portions import portions
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.members import by_ref
from lorgnette.users.models import Member
from lorgnette.workspace.settings import current

__all__ = [
    "BulkMissing",
    "Foreseen",
    "Named",
    "Progress",
    "ask",
    "foresee",
    "go_on",
    "go_on_any",
    "look",
    "start",
    "undo",
]

AT_MOST = 10_000
KEPT = timedelta(days=30)
# Longer than the tenth of a second that SQLite lets pass between two looks at a database that
# is locked: whoever waits to write finds it free between two portions.
BREATH = 0.15
# A new link takes that many times as long as a change to an access: nobody waits longer for it.
MAILED = 5


class NobodySelected(Refusal):
    code = "nobody_selected"
    words = _("Select at least one person first.")


class ActionUnknown(Refusal):
    code = "action_unknown"
    words = _("Choose what to do with the people selected.")


class NothingToUndo(Refusal):
    code = "nothing_to_undo"
    words = _("There is nothing to undo here any more.")
    status = 409


def ask(
    actor: Actor,
    verb: str,
    *,
    refs: Sequence[str] = (),
    text: str = "",
    status: str = "",
    all_matching: bool = False,
    back: str = "",
) -> str:
    """Freezes the people: those of `refs`, or the first ten thousand by name that the filter of
    the list matches now. Nothing is done yet. Returns the ref. Raises `ActionUnknown` and
    `NobodySelected`.
    """
    if verb not in VERBS:
        raise ActionUnknown
    ids = statuses.ids(text, status, AT_MOST) if all_matching else _ids(refs)
    if not ids:
        raise NobodySelected
    at = clock.now()
    Bulk.objects.filter(asked_at__lt=at - KEPT).delete()
    row = Bulk.objects.create(
        owner=by_ref(actor.ref),
        verb=verb,
        people=ids,
        total=len(ids),
        asked_at=at,
        back=back[:500],
    )
    return row.public_id


def start(ref: str, actor: Actor, *, last_day: date | None = None, reason: str = "") -> None:
    """From now on it is done, by whoever calls `go_on`. Starting again changes nothing.

    Raises `BulkMissing`, `LockReasonOdd` or the refusals of `check_last_day` beside "day".
    """
    bulk = row_of(ref)
    if bulk.verb == "extend":
        check_last_day(last_day, current().zone, "day")
    terms = {
        "last_day": last_day.isoformat() if last_day else None,
        "reason": clean_reason(reason),
        "ip": actor.ip,
        "agent": actor.agent,
    }
    unstarted = Bulk.objects.filter(pk=bulk.pk, started_at=None)
    unstarted.update(started_at=clock.now(), terms=terms, owner=by_ref(actor.ref))


def undo(ref: str, actor: Actor) -> None:
    """From now on it is undone, by whoever calls `go_on`. Raises `BulkMissing`, `NothingToUndo`."""
    bulk = row_of(ref)
    if not count_undoable(bulk):
        raise NothingToUndo
    fresh = Bulk.objects.filter(pk=bulk.pk, undo_started_at=None)
    fresh.update(undo_started_at=clock.now(), undo_owner=by_ref(actor.ref))


def go_on(ref: str, seconds: float = 1.5) -> bool:
    """Portion after portion for about so long; True if more is left. Raises `BulkMissing`.

    Each portion is one transaction: what was acknowledged stays done whatever happens next.
    """
    until = time.monotonic() + seconds
    while True:
        with transaction.atomic():
            left = _portion(row_of(ref, held=True))
        if not left or time.monotonic() >= until:
            return left
        # SQLite has one writer at a time: let the others have their turn.
        time.sleep(BREATH)


def go_on_any(seconds: float = 1.5) -> bool:
    """What was left behind, by a page that was closed or a process that died; True if any was.

    One that cannot go on does not stand in the way of the others.
    """
    going = Q(started_at__isnull=False, finished_at=None)
    undoing = Q(undo_started_at__isnull=False, undone_at=None)
    refs = Bulk.objects.filter(going | undoing).order_by("pk").values_list("public_id", flat=True)
    return bool(each_of(partial(_go_on_with_breath, ref, seconds) for ref in refs))


def _go_on_with_breath(ref: str, seconds: float) -> None:
    go_on(ref, seconds)
    time.sleep(BREATH)


def _portion(bulk: Bulk) -> bool:
    """One portion of what is under way; True if more is left. The caller holds the row."""
    if bulk.undo_started_at and not bulk.undone_at:
        return bulk_undo.portion(bulk, PORTION)
    if not bulk.started_at or bulk.finished_at:
        return False
    size = PORTION // MAILED if bulk.verb == RESEND else PORTION
    ids = bulk.people[bulk.done : bulk.done + size]
    made = [_became(bulk, one) for one in bulk_deeds.do(ids, _order(bulk))]
    BulkRow.objects.bulk_create(made, batch_size=PORTION)
    bulk.done += len(ids)
    left = bulk.done < bulk.total
    if not left:
        bulk.finished_at = clock.now()
        bulk.terms = {k: v for k, v in bulk.terms.items() if k not in ("ip", "agent")}
    bulk.save(update_fields=["done", "finished_at", "terms"])
    return left


def _order(bulk: Bulk) -> Order:
    terms: dict[str, Any] = bulk.terms
    day = terms["last_day"]
    return Order(
        verb=bulk.verb,
        actor=bulk_undo.actor_of(bulk.owner, terms.get("ip", ""), terms.get("agent", "")),
        last_day=date.fromisoformat(day) if day else None,
        reason=terms["reason"],
        told={"bulk": bulk.public_id},
    )


def _became(bulk: Bulk, one: bulk_deeds.Became) -> BulkRow:
    return BulkRow(
        bulk=bulk,
        member_id=one.member_id,
        grant_id=one.grant_id,
        outcome="refused" if one.refusal else "done",
        reason=stored(one.refusal) if one.refusal else None,
        before=bulk_deeds.as_json(one.before),
        after=bulk_deeds.as_json(one.after),
    )


def _ids(refs: Sequence[str]) -> list[int]:
    """By name, as the list shows them."""
    ids: list[tuple[str, int]] = []
    for part in portions(list(dict.fromkeys(refs))[:AT_MOST]):
        rows = Member.objects.filter(public_id__in=part)
        ids += rows.values_list("sort_key", "pk")
    return [pk for _key, pk in sorted(ids)]
