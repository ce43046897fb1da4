"""What happened to a person, by its day, told from the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from lorgnette.invitations.roster import TimelineEvent
from lorgnette.web.events.sentences import in_words, sentence_of


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it is shown; `at` is local and `clock` its hour and minute."""

    at: datetime
    clock: str
    icon: str
    tone: str
    sentence: str
    sub: str


@dataclass(frozen=True, slots=True)
class Day:
    """The events of one local day, newest first."""

    day: date
    events: Sequence[Told]


def told(events: Sequence[TimelineEvent], zone: str) -> list[Day]:
    """The events by their day in `zone`, newest first."""
    place = ZoneInfo(zone)
    days = groupby(events, key=lambda event: event.at.astimezone(place).date())
    return [Day(day, [_tell(event, place) for event in group]) for day, group in days]


def _tell(event: TimelineEvent, place: ZoneInfo) -> Told:
    sentence = sentence_of(event.code)
    local = event.at.astimezone(place)
    return Told(
        at=local,
        clock=format(local, "%H:%M"),
        icon=sentence.icon,
        tone=sentence.tone,
        sentence=in_words(event.code, event.actor_name),
        sub=sentence.sub(event) if sentence.sub else "",
    )
