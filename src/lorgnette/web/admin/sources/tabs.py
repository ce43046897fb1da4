"""The tabs of the room: what sends, and what could not be taken."""

from dataclasses import dataclass

from lorgnette.activities.dead import count_dead
from lorgnette.activities.event_source_list import count_sources


@dataclass(frozen=True, slots=True)
class Tabs:
    """`current` is `sources` or `dead`; the others are how many there are."""

    current: str
    sources: int
    dead: int


ROOM = "event_sources"


def tabs(current: str) -> Tabs:
    """As they are now."""
    return Tabs(current, count_sources(), count_dead())
