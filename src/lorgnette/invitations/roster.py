"""One list of all who were invited, and where each stands now."""

from collections.abc import Sequence

from django.db.models import Count

from lorgnette.audit.record import record
from lorgnette.invitations import statuses
from lorgnette.invitations.lines import MemberLine, facts_of, line_of
from lorgnette.invitations.sheet import MemberSheet, TimelineEvent, member
from lorgnette.invitations.statuses import STATUSES
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.pagination import Page, page_of, turned

__all__ = [
    "STATUSES",
    "MemberLine",
    "MemberSheet",
    "TimelineEvent",
    "count_all",
    "counts",
    "exported",
    "list_members",
    "member",
]

_ORDERS = {
    "name": ("sort_key", "id"),
    "address": ("address_key",),
    "expires": ("ends_key", "sort_key", "id"),
    "last_seen": ("-seen_key", "sort_key", "id"),
}


def list_members(
    *, text: str = "", status: str = "", sort: str = "name", cursor: str = "", size: int = 25
) -> Page[MemberLine]:
    """`status` is "", one of `STATUSES`, or "ends_soon" (active, within 14 days).

    `sort` is name, address, expires or last_seen, with "-" before it for the other way round;
    unknown: by name.
    """
    found = statuses.standing_so(text, status)
    page = page_of(found, _order(sort), size=size, cursor=cursor)
    return Page([line_of(facts) for facts in facts_of(page.rows)], page.next, page.previous)


def exported(actor: Actor, text: str, status: str) -> None:
    """Records that the list left as a file."""
    record(
        "roster.exported",
        actor,
        subject_kind="workspace",
        subject_ref="sales_users",
        values={"status": status},
        personal={"text": text} if text else {},
    )


def count_all() -> int:
    """How many were invited or have access: cheaper than `counts`."""
    return statuses.members().count()


def counts(text: str = "") -> dict[str, int]:
    """How many stand where: every status, "all" (their sum) and "ends_soon"."""
    soon = Count("pk", filter=statuses.ends_soon())
    rows = statuses.members(text).values_list("status").annotate(Count("pk"), soon=soon)
    tally, ending = dict.fromkeys(STATUSES, 0), 0
    for status, number, number_soon in rows.order_by():
        tally[status] = number
        ending += number_soon
    return {"all": sum(tally.values()), **tally, "ends_soon": ending}


def _order(sort: str) -> Sequence[str]:
    order = _ORDERS.get(sort.removeprefix("-"), _ORDERS["name"])
    return turned(order) if sort.startswith("-") else order
