"""The tabs of the room, with how much is behind each."""

from dataclasses import dataclass

from lorgnette.matching.potential import Filter, counts

ROOM = "crm"


@dataclass(frozen=True, slots=True)
class Tabs:
    """`current` is people, answers or rules; `waiting` people ask for an answer."""

    current: str
    waiting: int


def tabs(current: str) -> Tabs:
    """With `current` marked."""
    return Tabs(current, sum(counts(Filter()).values()))
