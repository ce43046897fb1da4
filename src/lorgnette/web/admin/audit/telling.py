"""An event as the audit trail shows it: in words, with who, from where and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from lorgnette.audit.trail import Event
from lorgnette.directory.sources import all_sources
from lorgnette.users.finding import names_of
from lorgnette.web.events.fields import Change, changes, field, shown
from lorgnette.web.events.sentences import in_words, sentence_of


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and a value of an event's detail."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """`about` is whom or what it concerns, "" where that is the doer; `seq` None until sealed."""

    ref: str
    seq: int | None
    at: datetime
    code: str
    icon: str
    tone: str
    sentence: str
    sub: str
    about: str
    who: str
    who_kind: str
    who_address: str
    ip: str
    agent: str
    changes: Sequence[Change]
    facts: Sequence[Fact]
    is_erased: bool


def tell(events: Sequence[Event]) -> list[Line]:
    """The events in the reader's language; three statements at most."""
    names = _names(events)
    return [_line(event, names) for event in events]


def kind_words(kind: str) -> str:
    """What sort of doer it is."""
    words = {
        "administrator": gettext("Administrator"),
        "sales_user": gettext("Sales user"),
        "invited": gettext("Invited person"),
        "stranger": gettext("Nobody signed in"),
        "console": gettext("Console"),
        "system": gettext("Lorgnette itself"),
    }
    return words.get(kind, kind)


def _names(events: Sequence[Event]) -> Mapping[str, str]:
    kinds = {event.subject_kind for event in events}
    names = names_of({event.subject_ref for event in events if event.subject_kind == "member"})
    if "source" in kinds:
        names |= {source.ref: source.name for source in all_sources()}
    return names


def _line(event: Event, names: Mapping[str, str]) -> Line:
    sentence = sentence_of(event.verb)
    told = changes(event.values)
    rest = {name: value for name, value in event.values.items() if not _is_change(name, value)}
    return Line(
        ref=event.ref,
        seq=event.seq,
        at=event.at,
        code=event.verb,
        icon=sentence.icon,
        tone=sentence.tone,
        sentence=in_words(event.verb, event.actor_name),
        sub=sentence.sub(event) if sentence.sub else "",
        about=_about(event, names),
        who=event.actor_name or kind_words(event.actor_kind),
        who_kind=kind_words(event.actor_kind),
        who_address=event.actor_address,
        ip=event.ip,
        agent=event.agent,
        changes=told,
        facts=[Fact(field(n), shown(n, v)) for n, v in {**rest, **event.personal}.items()],
        is_erased=event.is_erased,
    )


def _about(event: Event, names: Mapping[str, str]) -> str:
    if event.subject_ref == event.actor_ref:
        return ""
    return names.get(event.subject_ref, "")


def _is_change(name: str, value: Any) -> bool:
    return name in ("old", "new") or (isinstance(value, dict) and value.keys() == {"old", "new"})
