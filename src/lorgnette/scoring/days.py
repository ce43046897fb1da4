"""Keeps what an account's people did by day packed, as of the time that its score was computed."""

from collections.abc import Collection, Mapping, Sequence

from lorgnette.kernel.among import Among
from lorgnette.scoring.model import Tally
from lorgnette.scoring.models import AccountDays
from lorgnette.scoring.packed import BOOK, pack

_BATCH = 500


def keep(account_ids: Collection[int], tallies: Mapping[int, Sequence[Tally]]) -> None:
    """Writes what differs from what is there. In the transaction that stores the scores."""
    given = {pk: value for pk in account_ids if (value := pack(tallies.get(pk, ())))}
    stored = AccountDays.objects.filter(Among("pk", account_ids))
    known = {pk: (book, bytes(value)) for pk, book, value in stored.values_list()}
    ended = sorted(known.keys() - given.keys())
    if ended:
        AccountDays.objects.filter(Among("pk", ended)).delete()
    AccountDays.objects.bulk_create(
        [
            AccountDays(account_id=pk, book=BOOK, packed=value)
            for pk, value in given.items()
            if known.get(pk) != (BOOK, value)
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=("book", "packed"),
    )
