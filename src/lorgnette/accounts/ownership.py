"""Whose accounts are whose: the owner's, and those of the people on the team."""

from collections.abc import Collection

from django.db.models import Count, F, QuerySet

from lorgnette.accounts.models import Account, TeamMember


def visible_accounts(crm_user_ids: Collection[int] | None) -> QuerySet[Account]:
    """The present accounts that one of these CRM users owns or is on the team of; None: all.

    Their own and those of their teams are found apart: one condition for both looks at them all.
    """
    present = Account.objects.filter(gone_at=None)
    if crm_user_ids is None:
        return present
    ids = list(crm_user_ids)
    own = Account.objects.filter(owner__in=ids).order_by().values("pk")
    teams = TeamMember.objects.filter(crm_user__in=ids, gone_at=None).values("account")
    return present.filter(pk__in=own.union(teams))


def count_visible(crm_user_ids: Collection[int] | None) -> int:
    """How many `visible_accounts` there are."""
    return visible_accounts(crm_user_ids).count()


def count_by_crm_user(crm_user_ids: Collection[int]) -> dict[int, int]:
    """How many accounts each would see alone: own and team accounts, each once."""
    counts = dict.fromkeys(crm_user_ids, 0)
    present = Account.objects.filter(gone_at=None, owner__in=list(counts))
    teams = TeamMember.objects.filter(
        gone_at=None, account__gone_at=None, crm_user__in=list(counts)
    ).exclude(account__owner=F("crm_user"))
    for column, query in (("owner", present), ("crm_user", teams)):
        for crm_user_id, number in query.values_list(column).annotate(number=Count("pk")):
            counts[crm_user_id] += number
    return counts
