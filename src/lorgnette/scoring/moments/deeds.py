"""Reads what people did as rules look at it: by person or by account, in order, never a bot's.

What somebody did who objects to being watched is as if it were not there.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.db.models import OuterRef, QuerySet, Subquery

from lorgnette.accounts.models import Account, Person
from lorgnette.accounts.objections import without_theirs
from lorgnette.activities.models import Activity
from lorgnette.scoring.moments.definition import PERSON, Deed
from lorgnette.scoring.moments.finder import order

COLUMNS = ("at", "person_id", "account_id", "type", "subject", "properties")
AT_A_TIME = 5_000

Stream = Iterator[tuple[int, Iterator[Deed]]]


def of_subjects(
    scope: str,
    subjects: Collection[int],
    types: Sequence[str],
    after: datetime | None = None,
) -> Stream:
    """Each person's or account's deeds of these types (none: any) after an instant, in order.

    Those without any are left out. Take each stream of deeds before the next.
    """
    query = _humans(types).filter(**{f"{scope}__in": list(subjects)})
    if after is not None:
        query = query.filter(at__gt=after)
    return _streams(scope, query)


def last_before(
    scope: str, subjects: Collection[int], types: Sequence[str], at: datetime
) -> dict[int, datetime]:
    """When each did the last of these until `at`, inclusive; who did none is left out."""
    table = Person if scope == PERSON else Account
    earlier = _humans(types).filter(**{scope: OuterRef("pk")}, at__lte=at).order_by("-at")
    rows = table.objects.filter(pk__in=list(subjects)).order_by()
    found = rows.values_list("pk", Subquery(earlier.values("at")[:1]))
    return {pk: when for pk, when in found if when is not None}


def _humans(types: Sequence[str]) -> QuerySet[Activity]:
    query = without_theirs(Activity.objects.filter(bot=""))
    return query.filter(type__in=list(types)) if types else query


def _streams(scope: str, query: QuerySet[Activity]) -> Stream:
    """The order is that of the index, backwards."""
    rows = query.order_by(f"-{scope}", "at").values_list(f"{scope}_id", *COLUMNS)
    for subject, of_it in groupby(rows.iterator(AT_A_TIME), itemgetter(0)):
        yield subject, _in_order(of_it)


def _in_order(rows: Iterator[tuple[object, ...]]) -> Iterator[Deed]:
    deeds = (Deed._make(row[1:]) for row in rows)
    for _at, at_once in groupby(deeds, itemgetter(0)):
        together = list(at_once)
        yield from sorted(together, key=order) if len(together) > 1 else together
