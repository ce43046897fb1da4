"""Which CRM users' accounts a scope means, and how many accounts those are."""

from collections.abc import Collection

from lorgnette.accounts.ownership import count_visible
from lorgnette.users.links import crm_user_ids
from lorgnette.users.models import Member


def ids_of(scope: str, member: Member, chosen_id: int | None) -> frozenset[int]:
    """The CRM users whose accounts "own" or "chosen" means for this member."""
    return chosen(chosen_id) if scope == "chosen" else crm_user_ids([member])[member.pk]


def count_of(scope: str, own: Collection[int], chosen_id: int | None) -> int:
    """How many accounts are seen, `own` being the CRM users that "own" means."""
    if scope == "all":
        return count_visible(None)
    ids = chosen(chosen_id) if scope == "chosen" else own
    return count_visible(ids) if ids else 0


def chosen(chosen_id: int | None) -> frozenset[int]:
    """The chosen CRM user, if there is one."""
    return frozenset() if chosen_id is None else frozenset({chosen_id})
