"""Whose accounts are whose: the owner's, and those of the people on the team."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, F, QuerySet

from lorgnette.accounts.models import Account, TeamMember
from lorgnette.kernel.among import Among


def visible_accounts(crm_user_ids: Collection[int] | None) -> QuerySet[Account]:
    """The present accounts that one of these CRM users owns or is on the team of; None: all."""
    if crm_user_ids is None:
        return Account.objects.filter(gone_at=None)
    return Account.objects.filter(pk__in=ids_of_visible(crm_user_ids))


def ids_of_visible(crm_user_ids: Collection[int]) -> QuerySet[Any, Any]:
    """Their primary keys, for another query.

    Own accounts and those of teams are found apart, and only the present ones: a condition for
    both, or one that is asked afterwards, looks at all accounts.
    """
    ids = list(crm_user_ids)
    own = Account.objects.filter(owner__in=ids, gone_at=None)
    teams = TeamMember.objects.filter(crm_user__in=ids, gone_at=None, account__gone_at=None)
    return own.values("pk").union(teams.values("account"))


def count_visible(crm_user_ids: Collection[int] | None) -> int:
    """How many `visible_accounts` there are."""
    return visible_accounts(crm_user_ids).count()


def count_by_crm_user(crm_user_ids: Collection[int]) -> dict[int, int]:
    """How many accounts each would see alone: own and team accounts, each once."""
    counts = dict.fromkeys(crm_user_ids, 0)
    present = Account.objects.filter(Among("owner", counts), gone_at=None)
    teams = TeamMember.objects.filter(
        Among("crm_user", counts), gone_at=None, account__gone_at=None
    ).exclude(account__owner=F("crm_user"))
    for column, query in (("owner", present), ("crm_user", teams)):
        for crm_user_id, number in query.values_list(column).annotate(number=Count("pk")):
            counts[crm_user_id] += number
    return counts
