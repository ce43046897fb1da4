"""What accounts are found by: the registrable part of their domain, their name, its words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from lorgnette.accounts.models import Account
from lorgnette.directory.bulk import insert
from lorgnette.kernel.domains import host_of_site, registrable
from lorgnette.matching import hosts
from lorgnette.matching.models import AccountKey
from lorgnette.matching.names import squashed, tokens

REGISTRABLE, NAME, TOKEN = "registrable", "name", "token"

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """The keys that were and that are of some accounts, by kind, for whoever was found by them."""

    registrables: frozenset[str]
    names: frozenset[str]


def rekey(account_ids: Collection[int]) -> Rekeyed:
    """Brings the keys of these accounts up to date. At most 1,000, in a transaction.

    One that is gone has none; a website on a free or shared host is none of the account's own.
    """
    old = _stored(account_ids)
    rows = Account.objects.filter(pk__in=account_ids, gone_at=None)
    new = {
        pk: keys_of(name, domain) for pk, name, domain in rows.values_list("pk", "name", "domain")
    }
    gone = [pk for keys in _beyond(old, new).values() for pk in keys.values()]
    if gone:
        AccountKey.objects.filter(pk__in=gone).delete()
    added = [(a, *key) for a, keys in new.items() for key in keys if key not in old.get(a, {})]
    if added:
        insert(AccountKey, ("account_id", "kind", "key"), added)
    every = {key for keys in (*old.values(), *new.values()) for key in keys}
    return Rekeyed(
        frozenset(key for kind, key in every if kind == REGISTRABLE),
        frozenset(key for kind, key in every if kind == NAME),
    )


def without_keys() -> list[int]:
    """The present accounts that have none yet: those of before there was matching."""
    keyed = AccountKey.objects.filter(account=OuterRef("pk"))
    rows = Account.objects.filter(~Exists(keyed), gone_at=None)
    return list(rows.values_list("pk", flat=True))


def keys_of(name: str, site: str) -> set[Key]:
    """By kind and key."""
    host = host_of_site(site) if site else ""
    own = registrable(host)
    found = {(TOKEN, token) for token in tokens(name)}
    if squashed(name):
        found.add((NAME, squashed(name)))
    if own and not hosts.kind_of(host, own):
        found.add((REGISTRABLE, own))
    return found


def _stored(account_ids: Collection[int]) -> dict[int, dict[Key, int]]:
    found: dict[int, dict[Key, int]] = {}
    rows = AccountKey.objects.filter(account__in=list(account_ids))
    for pk, account, kind, key in rows.values_list("pk", "account", "kind", "key"):
        found.setdefault(account, {})[kind, key] = pk
    return found


def _beyond(
    old: Mapping[int, Mapping[Key, int]], new: Mapping[int, Collection[Key]]
) -> dict[int, dict[Key, int]]:
    return {
        account: {key: pk for key, pk in keys.items() if key not in new.get(account, ())}
        for account, keys in old.items()
    }
