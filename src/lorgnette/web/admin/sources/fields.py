"""The name and the limits of a source as fields of a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from lorgnette.activities.event_source_list import EventSourceInfo
from lorgnette.activities.event_sources import BOUNDS, OutOfBounds

LABELS: Mapping[str, Promise] = {
    "name": gettext_lazy("Name"),
    "limit_minute": gettext_lazy("Most events a minute"),
    "back_days": gettext_lazy("Days back that events may tell of"),
    "anonymous_days": gettext_lazy("Days that anonymous events wait for a name"),
    "dead_days": gettext_lazy("Days that dead events are kept"),
}
HINTS: Mapping[str, Promise] = {
    "limit_minute": gettext_lazy("Empty: no limit. Above it the SDK is asked to come again."),
    "back_days": gettext_lazy("What is older is dead, and can be replayed after this was raised."),
    "anonymous_days": gettext_lazy("Whoever says later who they are gets what they did so far."),
    "dead_days": gettext_lazy("They hold what was sent, personal data included."),
}


@dataclass(frozen=True, slots=True)
class Field:
    """`value` is what was typed, or what is so; `least` is None for text."""

    name: str
    label: str
    hint: str
    value: str
    error: str
    has_focus: bool
    least: int | None
    most: int | None


def fields(
    source: EventSourceInfo, typed: Mapping[str, str], errors: Mapping[str, str]
) -> Sequence[Field]:
    """In the order of the form."""
    first = next((name for name in LABELS if name in errors), "")
    return [
        _field(source, name, typed, errors.get(name, ""), has_focus=name == first)
        for name in LABELS
    ]


def read_numbers(typed: Mapping[str, str]) -> dict[str, int | None]:
    """Raises `OutOfBounds` for the first that is none."""
    return {name: _number(name, typed[name].strip()) for name in BOUNDS}


def _number(name: str, text: str) -> int | None:
    if not text:
        return None
    if not (text.isdecimal() and text.isascii() and len(text) <= 9):
        least, most = BOUNDS[name]
        raise OutOfBounds(name, least=least, most=most)
    return int(text)


def _field(
    source: EventSourceInfo, name: str, typed: Mapping[str, str], error: str, *, has_focus: bool
) -> Field:
    now = getattr(source, name)
    least, most = BOUNDS.get(name, (None, None))
    return Field(
        name=name,
        label=str(LABELS[name]),
        hint=str(HINTS.get(name, "")),
        value=typed.get(name, "" if now is None else str(now)),
        error=error,
        has_focus=has_focus,
        least=least,
        most=most,
    )
