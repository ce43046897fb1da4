"""Walks the activities of one person or account in their order, and says which make a moment.

Pure: what it finds depends on which activities there are, not on when they came.
"""

import hashlib
import json
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from lorgnette.scoring.moments import definition as defined
from lorgnette.scoring.moments.definition import Deed, Definition, fits, number_of, value_of

LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Find:
    """A moment as it was found: its trigger, and the values of its sentence."""

    at: datetime
    trigger: bytes
    account: int | None
    person: int | None
    values: dict[str, Any]


def order(deed: Deed) -> tuple[Any, ...]:
    """Deeds of one instant have an order too, whichever came first."""
    return (deed.at, deed.person or 0, deed.type, deed.subject, _properties(deed))


def trigger(deed: Deed) -> bytes:
    """Tells activities apart: two that are alike in everything are one."""
    told = "\0".join((str(deed.person or ""), deed.type, deed.subject, _properties(deed)))
    return hashlib.blake2b(told.encode(errors="replace"), digest_size=16).digest()


def _properties(deed: Deed) -> str:
    return json.dumps(deed.properties, sort_keys=True) if deed.properties else ""


@dataclass(slots=True)
class Finder:
    """Give it every deed of its types, in their order: those that came before to `sees`.

    `last` is when the last moment before them was, `before` when the last deed was: None for none.
    """

    definition: Definition
    last: datetime | None = None
    before: datetime | None = None
    _window: deque[tuple[datetime, int | None]] = field(default_factory=deque)
    _people: Counter[int | None] = field(default_factory=Counter)
    _at: datetime | None = None
    _triggers: set[bytes] = field(default_factory=set)

    def sees(self, deed: Deed) -> None:
        """A deed from before: it only fills the window."""
        self.before = deed.at
        if fits(self.definition, deed):
            self._count(deed)

    def finds(self, deed: Deed) -> Find | None:
        """The moment that the deed makes."""
        back, self.before = self._was_away(deed), deed.at
        if not fits(self.definition, deed):
            return None
        count = self._count(deed)
        if not self._is_one(deed, count, back=back) or self._pauses(deed.at):
            return None
        return self._made(deed, count)

    def settled(self, at: datetime) -> datetime | None:
        """What at `at` is left of the past: two that agree on it find the same from then on."""
        return effective(self.definition, self.last, at)

    def _was_away(self, deed: Deed) -> bool:
        away = timedelta(days=self.definition.days)
        return self.before is not None and deed.at - self.before >= away

    def _count(self, deed: Deed) -> int:
        if self.definition.when not in (defined.COUNT, defined.PEOPLE):
            return 1
        self._window.append((deed.at, deed.person))
        self._people[deed.person] += 1
        longest = timedelta(days=self.definition.days)
        while deed.at - self._window[0][0] >= longest:
            _at, gone = self._window.popleft()
            self._people[gone] -= 1
            if not self._people[gone]:
                del self._people[gone]
        if self.definition.when == defined.COUNT:
            return len(self._window)
        return len(self._people) - (None in self._people)

    def _is_one(self, deed: Deed, count: int, *, back: bool) -> bool:
        wanted = self.definition
        if wanted.when in (defined.COUNT, defined.PEOPLE):
            return count >= wanted.number
        if wanted.when == defined.FIRST:
            return self.last is None
        if wanted.when == defined.OVER:
            number = number_of(value_of(deed, wanted.property))
            return number is not None and number > wanted.threshold
        return back if wanted.when == defined.BACK else True

    def _pauses(self, at: datetime) -> bool:
        pause = timedelta(days=self.definition.pause)
        return self.last is not None and at - self.last < pause

    def _made(self, deed: Deed, count: int) -> Find | None:
        told = trigger(deed)
        if deed.at != self._at:
            self._at, self._triggers = deed.at, set()
        if told in self._triggers:
            return None
        self._triggers.add(told)
        self.last = deed.at
        return Find(deed.at, told, deed.account, deed.person, _values(self.definition, deed, count))


def effective(definition: Definition, last: datetime | None, at: datetime) -> datetime | None:
    """`last` where it still matters at `at`, else None."""
    if last is None or definition.when == defined.FIRST:
        return last
    return last if at - last < timedelta(days=definition.pause) else None


def _values(definition: Definition, deed: Deed, count: int) -> dict[str, Any]:
    values: dict[str, Any] = {"type": deed.type, "subject": deed.subject, "count": count}
    if definition.days:
        values["days"] = definition.days
    if definition.property:
        values["value"] = _brief(value_of(deed, definition.property))
    kept = {path: value_of(deed, path) for path in definition.kept}
    known = {path: _brief(value) for path, value in kept.items() if value is not None}
    return values | ({"properties": known} if known else {})


def _brief(value: Any) -> Any:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return value if plain else str(value)[:LONGEST_VALUE]
