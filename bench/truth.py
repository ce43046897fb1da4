"""Who finds planted hot accounts, and whether the gate of prediction knows signal from noise."""

from collections.abc import Sequence

from bench.rows import Row
from lorgnette.prediction.examine import examined
from lorgnette.prediction.verdict import OPEN
from tests.prediction.planted import deals
from tests.truth.ranking import compared

WAYS = {
    "score": "the account score",
    "sum": "a plain sum",
    "sum of humans": "a plain sum, without machines",
    "recency": "the latest activity",
}
PLANTS = (
    ("opened on a signal", {"signal": 1.0}),
    ("opened on noise", {"signal": 0.0}),
    ("opened on noise that drifts", {"signal": 0.0, "drift": 2.0}),
)


def measure(*, quick: bool) -> list[Row]:
    """Over 100 seeds, 20 where it is to be quick."""
    seeds = range(20 if quick else 100)
    return [*_ranks(seeds), *_gates(seeds)]


def _ranks(seeds: Sequence[int]) -> list[Row]:
    found, rows = compared(seeds), []
    best = found["score"]
    for way, words in WAYS.items():
        for name, value, of in (
            ("NDCG@10", found[way].ndcg, best.ndcg),
            ("precision@10", found[way].precision, best.precision),
        ):
            rows.append(
                Row(
                    section="truth",
                    what=f"{name}, ranked by {words}",
                    value=value,
                    unit="of 1",
                    ratio=value / of,
                    beside=f"the score’s, over {len(seeds)} planted companies",
                )
            )
    return rows


def _gates(seeds: Sequence[int]) -> list[Row]:
    rows = []
    for words, planted in PLANTS:
        verdicts = [examined(deals(seed, **planted), deals=0).verdict for seed in seeds]
        opened = verdicts.count(OPEN)
        rows.append(
            Row(
                section="truth",
                what=f"the gate of prediction {words}",
                value=opened,
                unit="seeds",
                ratio=opened / len(seeds),
                beside=f"all {len(seeds)} seeds",
            )
        )
    return rows
