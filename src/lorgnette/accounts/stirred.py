"""Notes that what pages show of accounts is another now, for pages that are open.

A reader keeps a mark: up to which note it has read. Notes of transactions that were still open
then have lower numbers than its last: the mark names the numbers that were missing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Max, Q, Subquery

from lorgnette.accounts.models import Stir
from lorgnette.directory.bulk import insert

# An account more is as if all were noted.
MOST = 500
# A number that is missing for so many notes was never given to one.
LATE = 1_000
# So many spans of numbers are waited for, the latest.
SPANS = 50
KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Stirred:
    """What was noted since a mark, and the mark to go on from. `account_ids` None: any."""

    mark: str
    account_ids: frozenset[int] | None


def note(account_ids: Collection[int] | None) -> None:
    """In the transaction that changes them; None: all, or it is not known which."""
    noted = [None] if account_ids is None else sorted(account_ids)
    if noted:
        insert(Stir, ("account_id",), ((pk,) for pk in noted))


def present() -> str:
    """The mark of whoever reads from now on: take it first, then read."""
    latest = list(Stir.objects.order_by("-pk").values_list("pk", flat=True)[:LATE])
    return _mark(latest[0], _gaps(1, latest[0], latest)) if latest else "0"


def latest() -> int:
    """The number of the latest note."""
    return Stir.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def state() -> tuple[int, int] | None:
    """Another one after each note, those of transactions that were open for long among them.

    None where nothing was ever noted.
    """
    newest = Stir.objects.order_by("-pk").values("pk")[:1]
    lately = Stir.objects.filter(pk__gt=Subquery(newest) - LATE)
    found = lately.aggregate(last=Max("pk"), number=Count("pk"))
    return (found["last"], found["number"]) if found["number"] else None


def named_after(number: int) -> set[int]:
    """The accounts that were noted by name since it was the latest, and some from before."""
    rows = Stir.objects.filter(pk__gt=number - LATE, account_id__isnull=False)
    return {pk for pk in rows.values_list("account_id", flat=True) if pk is not None}


def since(mark: str) -> Stirred | None:
    """Whatever came after `present` or another `since` gave it; null: nothing. A forged mark is
    as an old one: anything may have changed."""
    known = _read(mark)
    if known is None:
        return Stirred(present(), None)
    last, missing = known
    late = [Q(pk__range=span) for span in missing]
    rows = Stir.objects.filter(Q(Q(pk__gt=last), *late, _connector=Q.OR)).order_by("pk")
    found = list(rows.values_list("pk", "account_id")[: MOST + 1])
    if not found:
        return None
    if len(found) > MOST:
        return Stirred(present(), None)
    ids, accounts = [pk for pk, _account in found], {account for _pk, account in found}
    newest = max(last, ids[-1])
    gaps = [pk for span in missing for pk in _gaps(*span, ids)] + _gaps(last + 1, newest, ids)
    named = None if None in accounts else frozenset(filter(None, accounts))
    return Stirred(_mark(newest, gaps), named)


def prune() -> None:
    """Nobody comes back for the oldest: an open page asks every few seconds."""
    newest = Stir.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    Stir.objects.filter(pk__lte=newest - KEPT).delete()


def _gaps(first: int, newest: int, ids: Collection[int]) -> list[int]:
    there = set(ids)
    return [pk for pk in range(max(first, newest - LATE + 1), newest + 1) if pk not in there]


def _mark(last: int, missing: Collection[int]) -> str:
    """The last number, then the spans of those that are missing: 41, or 41.37-38.40-40."""
    runs = groupby(enumerate(sorted(missing)), lambda pair: pair[1] - pair[0])
    spans = [[pk for _place, pk in run] for _step, run in runs]
    lately = [f"{span[0]}-{span[-1]}" for span in spans if span[-1] > last - LATE]
    return ".".join([str(last), *lately[-SPANS:]])


def _read(mark: str) -> tuple[int, list[tuple[int, int]]] | None:
    """None for what `_mark` never writes."""
    head, *tail = mark.split(".")
    pairs = [span.partition("-")[::2] for span in tail]
    numbers = [head, *(number for pair in pairs for number in pair)]
    if len(tail) > SPANS or not all(n.isascii() and n.isdigit() and len(n) < 19 for n in numbers):
        return None
    spans = [(int(first), int(last)) for first, last in pairs]
    is_ours = all(0 <= last - first <= LATE for first, last in spans)
    return (int(head), spans) if is_ours else None
