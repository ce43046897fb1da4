"""Open deals of accounts, summed per currency."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in minor units of one currency."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Pipeline:
    """How many deals are open, and what they add up to in each currency, largest first."""

    deals: int
    amounts: tuple[Amount, ...]


NOTHING = Pipeline(deals=0, amounts=())


def open_pipelines(account_ids: Collection[int]) -> dict[int, Pipeline]:
    """The open pipeline of each account that has one, in one query."""
    raise NotImplementedError
