"""One list of all who were invited, and where each stands now."""

from collections.abc import Sequence
from typing import Any

from lorgnette.audit.record import record
from lorgnette.invitations import statuses, tallies
from lorgnette.invitations.lines import MemberLine, facts_of, line_of
from lorgnette.invitations.orders import by_end, by_visit
from lorgnette.invitations.sheet import MemberSheet, TimelineEvent, member
from lorgnette.invitations.statuses import STATUSES
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.pagination import Page, page_of, turned
from lorgnette.kernel.stretches import page_of_stretches

__all__ = [
    "STATUSES",
    "MemberLine",
    "MemberSheet",
    "TimelineEvent",
    "count_all",
    "counts",
    "exported",
    "list_and_counts",
    "list_members",
    "member",
]

_ORDERS = {
    "name": ("sort_key", "id"),
    "address": ("address_key",),
    "expires": ("ends_key", "sort_key", "id"),
    "last_seen": ("-seen_key", "sort_key", "id"),
}


_STRETCHES = {"expires": by_end, "last_seen": by_visit}


def list_members(
    *, text: str = "", status: str = "", sort: str = "name", cursor: str = "", size: int = 25
) -> Page[MemberLine]:
    """`status` is "", one of `STATUSES`, or "ends_soon" (active, within 14 days).

    `sort` is name, address, expires or last_seen, with "-" before it for the other way round;
    unknown: by name.
    """
    return _lines(_page(text, status, sort, statuses.holders(text), size=size, cursor=cursor))


def list_and_counts(
    *, text: str, status: str, sort: str, cursor: str, size: int
) -> tuple[Page[MemberLine], dict[str, int]]:
    """`list_members` and `counts` of one text, which is searched for once."""
    held = statuses.holders(text)
    page = _page(text, status, sort, held, size=size, cursor=cursor)
    return _lines(page), _counts(text, held)


def exported(actor: Actor, text: str, status: str) -> None:
    """Records that the list left as a file."""
    record(
        "access.list_exported",
        actor,
        subject_kind="workspace",
        subject_ref="sales_users",
        values={"status": status},
        personal={"text": text} if text else {},
    )


def count_all() -> int:
    """How many were invited or have access."""
    return counts()["all"]


def counts(text: str = "") -> dict[str, int]:
    """How many stand where: every status, "all" (their sum) and "ends_soon".

    Of a text that very many match nothing is told: it would take too long.
    """
    return _counts(text, statuses.holders(text))


def _counts(text: str, held: list[int] | None) -> dict[str, int]:
    if not text.strip():
        tally = tallies.counts()
        return {"all": sum(tally[status] for status in STATUSES), **tally}
    if held is None:
        return {}
    tally, ending = dict.fromkeys(STATUSES, 0), 0
    for status, number, soon in statuses.counted(held):
        tally[status] = number
        ending += soon
    return {"all": sum(tally.values()), **tally, "ends_soon": ending}


def _lines(page: Page[Any]) -> Page[MemberLine]:
    return Page([line_of(facts) for facts in facts_of(page.rows)], page.next, page.previous)


def _page(
    text: str, status: str, sort: str, held: list[int] | None, *, size: int, cursor: str
) -> Page[Any]:
    """Few are put in order; of many, the index that holds the order is walked."""
    found, few = statuses.standing_so(text, status, held)
    if few:
        return page_of(found, _order(sort), size=size, cursor=cursor)
    column, among = sort.removeprefix("-"), statuses.everybody(text)
    if column not in _STRETCHES:
        return page_of(found, _order(sort), size=size, cursor=cursor, among=among)
    stretches = _STRETCHES[column](found, among, status, falling=sort.startswith("-"))
    return page_of_stretches(sort, stretches, size=size, cursor=cursor)


def _order(sort: str) -> Sequence[str]:
    order = _ORDERS.get(sort.removeprefix("-"), _ORDERS["name"])
    return turned(order) if sort.startswith("-") else order
