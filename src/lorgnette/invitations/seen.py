"""Which CRM users' accounts a scope means, and how many accounts those are."""

from collections.abc import Collection, Sequence

from lorgnette.accounts.ownership import count_by_crm_user, count_visible
from lorgnette.directory.reporting import with_reports, with_reports_of
from lorgnette.kernel.portions import portions
from lorgnette.users.links import crm_user_ids
from lorgnette.users.models import Member


def ids_of(scope: str, member: Member, chosen_id: int | None) -> frozenset[int]:
    """The CRM users whose accounts "own", "reports" or "chosen" means for this member."""
    return meant(scope, crm_user_ids([member])[member.pk], chosen_id)


def meant(scope: str, own: Collection[int], chosen_id: int | None) -> frozenset[int]:
    """The same, `own` being the CRM users that they are."""
    if scope == "chosen":
        return chosen(chosen_id)
    return with_reports(own) if scope == "reports" else frozenset(own)


def count_of(scope: str, own: Collection[int], chosen_id: int | None) -> int:
    """How many accounts are seen, `own` being the CRM users that "own" means."""
    if scope == "all":
        return count_visible(None)
    ids = meant(scope, own, chosen_id)
    return count_visible(ids) if ids else 0


def chosen(chosen_id: int | None) -> frozenset[int]:
    """The chosen CRM user, if there is one."""
    return frozenset() if chosen_id is None else frozenset({chosen_id})


def counts_of(wanted: Sequence[tuple[str, frozenset[int], int | None]]) -> list[int]:
    """`count_of` of many, in few queries: most are one CRM user of their own."""
    groups = _groups(wanted)
    lone = sorted({next(iter(group)) for group in groups if len(group) == 1})
    one: dict[int, int] = {}
    for part in portions(lone):
        one |= count_by_crm_user(part)
    every = count_visible(None) if any(scope == "all" for scope, _own, _pk in wanted) else 0
    return [
        every if scope == "all" else _count(group, one)
        for (scope, _own, _pk), group in zip(wanted, groups, strict=True)
    ]


def _groups(wanted: Sequence[tuple[str, frozenset[int], int | None]]) -> list[frozenset[int]]:
    groups = [chosen(pk) if scope == "chosen" else own for scope, own, pk in wanted]
    wide = [place for place, (scope, _own, _pk) in enumerate(wanted) if scope == "reports"]
    if wide:
        found = with_reports_of([groups[place] for place in wide])
        for place, group in zip(wide, found, strict=True):
            groups[place] = group
    return groups


def _count(group: frozenset[int], one: dict[int, int]) -> int:
    if len(group) == 1:
        return one[next(iter(group))]
    return count_visible(group) if group else 0
