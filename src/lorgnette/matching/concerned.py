"""Whom a change of accounts can concern: who shares a key with them, or was matched to them."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from lorgnette.accounts.models import Spell
from lorgnette.kernel.portions import portions
from lorgnette.matching.keys import rekey
from lorgnette.matching.models import Candidate, Decision


def by_accounts(account_ids: Collection[int]) -> set[int]:
    """The people to match again, once the accounts' keys are up to date. In a transaction."""
    keys = rekey(account_ids)
    people: set[int] = set()
    for part in portions(sorted(keys.registrables), 1_000):
        people |= _of(Spell.objects.filter(registrable__in=part))
    for part in portions(sorted(keys.names), 1_000):
        people |= _of(Decision.objects.filter(Q(name_key__in=part)))
        people |= _of(Decision.objects.filter(Q(label_key__in=part)))
    people |= _of(Decision.objects.filter(account__in=account_ids))
    return people | _of(Candidate.objects.filter(account__in=account_ids))


def _of(rows: QuerySet[Spell] | QuerySet[Decision] | QuerySet[Candidate]) -> set[int]:
    return set(rows.values_list("person", flat=True))
