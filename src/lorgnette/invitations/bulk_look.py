"""What an action on many people would do, and how far it is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count

from lorgnette.invitations.bulk_rules import people, read, why_not
from lorgnette.invitations.models import Bulk, BulkRow
from lorgnette.kernel import clock
from lorgnette.kernel.portions import portions
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import Member

PORTION = 500
# Named one by one; the others are counted.
NAMED = 50
UNDOABLE = timedelta(days=1)
# What can be put back: a resent or revoked invitation's old link is dead for good.
REVERSIBLE = frozenset({"revoke", "extend", "lock", "unlock"})


class BulkMissing(Refusal):
    code = "bulk_missing"
    words = _("This action is no longer kept.")
    status = 404


@dataclass(frozen=True, slots=True)
class Named:
    """A person with what is to be said of them."""

    ref: str
    name: str
    address: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the action would do now: `able` people change, `invitations` of them have one that
    waits; the others stay as they are, counted `by_reason` (a refusal's code), the first named.
    """

    total: int
    able: int
    invitations: int
    by_reason: Mapping[str, int]
    refused: list[Named]


@dataclass(frozen=True, slots=True)
class Progress:
    """`state` is asked, going, done, undoing or undone. `gone` people were dealt with so far.

    `counts` has done, refused, undone and kept (changed by somebody else, so not undone);
    `by_reason` counts the refused. `undoable` is how many an undo would put back.
    """

    ref: str
    verb: str
    state: str
    total: int
    gone: int
    counts: Mapping[str, int]
    by_reason: Mapping[str, int]
    refused: list[Named]
    undoable: int
    undoable_until: datetime | None
    last_day: date | None
    reason: str
    back: str


def foresee(ref: str) -> Foreseen:
    """Writes nothing. Raises `BulkMissing`."""
    bulk = row_of(ref)
    tally: Counter[str] = Counter()
    invitations = 0
    refused: list[Named] = []
    for part in portions(bulk.people, PORTION):
        for person in people(part, bulk.verb):
            refusal = why_not(bulk.verb, person)
            tally[refusal.code if refusal else ""] += 1
            invitations += refusal is None and person.offer is not None
            if refusal and len(refused) < NAMED:
                refused.append(_named(person.member, refusal))
    able = tally.pop("", 0)
    return Foreseen(bulk.total, able, invitations, tally, refused)


def look(ref: str) -> Progress:
    """Raises `BulkMissing`."""
    bulk = row_of(ref)
    rows = BulkRow.objects.filter(bulk=bulk)
    counts = dict.fromkeys(("done", "refused", "undone", "kept"), 0)
    counts |= dict(rows.values_list("outcome").annotate(Count("pk")).order_by())
    reasons = rows.filter(outcome="refused").values_list("reason__code")
    first = rows.filter(outcome="refused").select_related("member").order_by("pk")[:NAMED]
    undoable = count_undoable(bulk)
    last_day = bulk.terms.get("last_day")
    return Progress(
        ref=ref,
        verb=bulk.verb,
        state=_state(bulk),
        total=bulk.total,
        gone=bulk.done,
        counts=counts,
        by_reason=dict(reasons.annotate(Count("pk")).order_by()),
        refused=[_named(row.member, read(row.reason or {}, row.member.name)) for row in first],
        undoable=undoable,
        undoable_until=bulk.finished_at + UNDOABLE if bulk.finished_at and undoable else None,
        last_day=date.fromisoformat(last_day) if last_day else None,
        reason=bulk.terms.get("reason", ""),
        back=bulk.back,
    )


def row_of(ref: str, *, held: bool = False) -> Bulk:
    """Raises `BulkMissing`."""
    rows = Bulk.objects.select_related("owner", "undo_owner")
    if held:
        rows = rows.select_for_update(of=("self",))
    bulk = rows.filter(public_id=ref).first()
    if bulk is None:
        raise BulkMissing
    return bulk


def count_undoable(bulk: Bulk) -> int:
    """How many could be put back: for a day, once."""
    over = bulk.finished_at is None or clock.now() >= bulk.finished_at + UNDOABLE
    if over or bulk.undo_started_at or bulk.verb not in REVERSIBLE:
        return 0
    return BulkRow.objects.filter(bulk=bulk, outcome="done", grant__isnull=False).count()


def _state(bulk: Bulk) -> str:
    if bulk.undone_at:
        return "undone"
    if bulk.undo_started_at:
        return "undoing"
    if bulk.finished_at:
        return "done"
    return "going" if bulk.started_at else "asked"


def _named(member: Member, refusal: Refusal) -> Named:
    return Named(member.public_id, member.name, member.address, refusal)
