"""Finds CRM users by words and facets."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from lorgnette.directory.models import CrmUser
from lorgnette.kernel.names import sort_key

MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class CrmFilter:
    """All words of `text` must occur; the others are equal to the column, "" for any. JSON-able."""

    text: str = ""
    profile: str = ""
    team: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Facets:
    """The values there are among the present CRM users, each with how many have it."""

    profiles: tuple[tuple[str, int], ...]
    teams: tuple[tuple[str, int], ...]
    regions: tuple[tuple[str, int], ...]


def search_key_of(parts: Iterable[str]) -> str:
    """What a row is found by: its parts without accents and case, at most 1,000 characters."""
    return sort_key(" ".join(part for part in parts if part))[:1000]


def matching(filter: CrmFilter) -> QuerySet[CrmUser]:
    """The CRM users that are present in the CRM and match, active or not, without an order."""
    found = CrmUser.objects.filter(gone_at=None)
    for word in sort_key(filter.text).split()[:MOST_WORDS]:
        found = found.filter(search_key__contains=word)
    equal = {name: getattr(filter, name) for name in ("profile", "team", "region")}
    return found.filter(**{name: value for name, value in equal.items() if value})


def facets() -> Facets:
    """By name; people without a value are not listed."""
    return Facets(profiles=_values("profile"), teams=_values("team"), regions=_values("region"))


def _values(column: str) -> tuple[tuple[str, int], ...]:
    present = CrmUser.objects.filter(gone_at=None).exclude(**{column: ""})
    counted = present.values_list(column).annotate(people=Count("id"))
    return tuple(sorted(counted, key=lambda pair: (sort_key(pair[0]), pair[0])))
