"""How fast accounts are scored: all of them after midnight, one of them after an event."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from bench.estate import built
from bench.machine import seconds
from bench.rows import Row, quantile
from bench.sizes import UNTIL
from lorgnette.accounts.models import Account
from lorgnette.kernel import clock
from lorgnette.kernel.portions import portions
from lorgnette.scoring.model import READ_DAYS
from lorgnette.scoring.rescore import CHUNK, rescore
from lorgnette.scoring.tallies import of_accounts

SAMPLE = 4_000
TIMES = 9


def measure(*, size: str, kept: Path) -> list[Row]:
    """On some of the accounts, evenly chosen; at the end their scores are as they were."""
    built(size, kept)
    ids, hot = _sample(), Account.objects.get(external_id="ACC-000001").pk
    with clock.pretend(UNTIL):
        rescore(ids)
        reading = seconds(lambda: _read(ids))
        again = seconds(lambda: rescore(ids))
        one = quantile([seconds(lambda: rescore([hot])) for _time in range(TIMES)], 0.5)
        read_one = quantile([seconds(lambda: _read([hot])) for _time in range(TIMES)], 0.5)
    with clock.pretend(UNTIL + timedelta(days=1)):
        later = seconds(lambda: rescore(ids))
    with clock.pretend(UNTIL):
        rescore(ids)
    row = partial(Row, section=f"scores {size}", engine="its")
    return [
        _rate(row, "a day later: all are written", later, reading, len(ids)),
        _rate(row, "again: nothing is written", again, reading, len(ids)),
        row(
            what="the busiest account",
            value=1000 * one,
            unit="ms",
            ratio=one / read_one,
            beside=f"reading its counts by day ({1000 * read_one:.0f} ms)",
        ),
    ]


def _rate(row: Callable[..., Row], what: str, took: float, reading: float, accounts: int) -> Row:
    return row(
        what=what,
        value=accounts / took,
        unit="accounts/s",
        ratio=took / reading,
        beside=f"the time of reading the counts by day alone ({accounts:,} accounts)",
    )


def _sample() -> Sequence[int]:
    ids = list(Account.objects.filter(gone_at=None).order_by("pk").values_list("pk", flat=True))
    return ids[:: max(1, len(ids) // SAMPLE)][:SAMPLE]


def _read(ids: Sequence[int]) -> None:
    for part in portions(ids, CHUNK):
        of_accounts(part, UNTIL.date(), READ_DAYS)
