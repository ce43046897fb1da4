"""Finds the accounts that people could be of, for a whole portion of people at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count

from lorgnette.accounts.models import Account
from lorgnette.kernel.domains import host_of_site, registrable
from lorgnette.kernel.portions import portions
from lorgnette.matching.keys import NAME, REGISTRABLE, TOKEN
from lorgnette.matching.models import AccountKey
from lorgnette.matching.names import squashed, tokens
from lorgnette.matching.rules import Named

# More accounts than this of one domain or word tell nothing.
MOST_SHARING = 50

_COLUMNS = ("pk", "name", "domain", "country", "external_id", "parent_external_id", "source")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What accounts are looked for by: the registrable domain and the company, "" for none."""

    registrable: str
    company: str

    def keys(self, *, names: bool) -> set[tuple[str, str]]:
        found = {(REGISTRABLE, self.registrable)} if self.registrable else set()
        if names:
            by_name = {label_of(self.registrable), squashed(self.company)} - {""}
            found |= {(NAME, key) for key in by_name}
            found |= {(TOKEN, token) for token in tokens(self.company)}
        return found


def label_of(registrable: str) -> str:
    """nord-havn.co.uk → nordhavn"""
    return registrable.partition(".")[0].replace("-", "")[:120]


class Found:
    """The accounts that share a key with any of `wanted`, read in a few queries."""

    def __init__(self, wanted: Iterable[Wanted], *, names: bool) -> None:
        self._names = names
        keys = {key for one in wanted for key in one.keys(names=names)}
        self._ids = _ids_by_key(keys)
        self._named = named({pk for ids in self._ids.values() for pk in ids})

    def of(self, wanted: Wanted) -> list[Named]:
        """Those that the domain or the company could mean."""
        keys = wanted.keys(names=self._names)
        ids = {pk for key in keys for pk in self._ids.get(key, ())}
        return [self._named[pk] for pk in sorted(ids) if pk in self._named]


def named(account_ids: Collection[int]) -> dict[int, Named]:
    """The present ones of these accounts, as the rules take them."""
    found: dict[int, Named] = {}
    for part in portions(sorted(account_ids)):
        rows = Account.objects.filter(pk__in=part, gone_at=None)
        for pk, name, site, country, key, parent, source in rows.values_list(*_COLUMNS):
            host = host_of_site(site) if site else ""
            family = f"{source}:{parent}" if parent else ""
            found[pk] = Named(pk, name, host, registrable(host), country, f"{source}:{key}", family)
    return found


def _ids_by_key(keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for kind in (REGISTRABLE, NAME, TOKEN):
        wanted = sorted(key for one, key in keys if one == kind)
        for part in portions(wanted):
            rows = AccountKey.objects.filter(kind=kind, key__in=_rare(kind, part))
            for key, account in rows.values_list("key", "account"):
                found.setdefault((kind, key), []).append(account)
    return found


def _rare(kind: str, keys: Collection[str]) -> list[str]:
    rows = AccountKey.objects.filter(kind=kind, key__in=list(keys)).order_by()
    counted = rows.values_list("key").annotate(number=Count("pk"))
    return [key for key, number in counted if number <= MOST_SHARING]
