"""The R of all accounts under a model, from what was packed with their scores: in a second or two.

Where not all is packed, the database sums it: slower, with the same result.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db import connection

from lorgnette.accounts.models import Person
from lorgnette.kernel.among import Among
from lorgnette.scoring import packed, standings
from lorgnette.scoring.factors import factors_of_titles
from lorgnette.scoring.model import Model
from lorgnette.scoring.models import ScoredDay

_ALL = "SELECT account_id, book, packed FROM scoring_accountdays"
_FETCHED = 2_000


def raws(model: Model, days: Sequence[date]) -> dict[int, tuple[int, ...]]:
    """By account id, R at the end of each of `days`; accounts without activities are absent."""
    found = _of_packed(model, days) if ScoredDay.objects.exists() else None
    return standings.raws(model, days) if found is None else found


def _of_packed(model: Model, days: Sequence[date]) -> dict[int, tuple[int, ...]] | None:
    """None where something was packed by another book, or nothing yet."""
    worths = [packed.worths(model, day) for day in days]
    factors, found = _factors(model), {}
    for account_id, book, value in _rows():
        if book != packed.BOOK:
            return None
        found[account_id] = tuple(packed.raw(value, worth, model, factors) for worth in worths)
    return found or None


def _rows() -> Iterator[tuple[int, int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(_ALL)
        while rows := cursor.fetchmany(_FETCHED):
            yield from rows


def _factors(model: Model) -> Mapping[int, int]:
    """Of the people whose title has a role, by their ids."""
    titles = factors_of_titles(model)
    if not titles:
        return {}
    rows = Person.objects.filter(Among("title", titles)).values_list("pk", "title")
    return {pk: titles[title] for pk, title in rows.order_by()}
