"""Which type of activity an event is: rules over its name, or the path of its page. Pure."""

import fnmatch
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lorgnette.activities.types import BY_CODE, OTHER

EVENT, PAGE = "event", "page"
MOST_RULES = 100
MOST_PATTERN = 200


@dataclass(frozen=True, slots=True)
class Rule:
    """`on` is `event` (a track call's name) or `page` (path or name of a page or screen).

    `pattern` may hold * for any letters, ? for one; capitals do not matter.
    """

    on: str
    pattern: str
    type: str


# What a new source begins with: the names that Segment's own specification gives events.
DEFAULTS = (
    Rule(EVENT, "*demo*request*", "form.demo"),
    Rule(EVENT, "*request*demo*", "form.demo"),
    Rule(EVENT, "*trial*start*", "form.demo"),
    Rule(EVENT, "*form*submit*", "form.submit"),
    Rule(EVENT, "lead *", "form.submit"),
    Rule(EVENT, "signed up", "form.submit"),
    Rule(EVENT, "*pricing*", "web.pricing"),
    Rule(EVENT, "*download*", "web.document"),
    Rule(EVENT, "*document*", "web.document"),
    Rule(EVENT, "email opened", "email.open"),
    Rule(EVENT, "email*click*", "email.click"),
    Rule(EVENT, "*webinar*", "webinar.attend"),
    Rule(PAGE, "*pricing*", "web.pricing"),
    Rule(PAGE, "*tarif*", "web.pricing"),
    Rule(PAGE, "*/docs*", "web.document"),
    Rule(PAGE, "*whitepaper*", "web.document"),
    Rule(PAGE, "*", "web.visit"),
)


class Rules:
    """The rules of a source, applied; what was asked before is remembered."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        found = [(rule.on, _compiled(rule.pattern), rule.type) for rule in rules]
        self._by_kind = {on: [row[1:] for row in found if row[0] == on] for on in (EVENT, PAGE)}
        self._known: dict[tuple[str, str, str], str] = {}

    def type_of(self, kind: str, name: str, path: str) -> str:
        """A code of `activities.types`; the first rule that fits, or the generic type."""
        key = (kind, name, path)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._asked(kind, name, path)
        return found

    def _asked(self, kind: str, name: str, path: str) -> str:
        on, texts = (EVENT, (name,)) if kind == "track" else (PAGE, (path, name))
        for pattern, type_ in self._by_kind[on]:
            if any(pattern.match(text) for text in texts):
                return type_ if type_ in BY_CODE else OTHER
        return OTHER


def stored(rules: Sequence[Rule]) -> list[list[str]]:
    """As a source's row keeps them."""
    return [[rule.on, rule.pattern, rule.type] for rule in rules]


def from_stored(rows: Iterable[Sequence[str]]) -> tuple[Rule, ...]:
    return tuple(Rule(*row) for row in rows)


def in_lines(rules: Sequence[Rule]) -> str:
    """One a line, as an administrator edits them: `event *demo* = form.demo`."""
    return "\n".join(f"{rule.on} {rule.pattern} = {rule.type}" for rule in rules)


def of_lines(text: str) -> tuple[list[Rule], list[tuple[int, str]]]:
    """The rules, and the lines that are none (from 1) with a code: `shape`, `on` or `type`."""
    rules, wrong = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _of_line(line)
        if isinstance(found, Rule):
            rules.append(found)
        else:
            wrong.append((number, found))
    return rules, wrong


def _of_line(line: str) -> Rule | str:
    left, equals, type_ = line.rpartition("=")
    on, _space, pattern = left.strip().partition(" ")
    pattern, type_ = pattern.strip(), type_.strip()
    if not equals or not pattern or len(pattern) > MOST_PATTERN:
        return "shape"
    if on not in (EVENT, PAGE):
        return "on"
    return Rule(on, pattern, type_) if type_ in BY_CODE else "type"


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    """In time that grows with the text alone: what stands between two stars is found once."""
    return re.compile(fnmatch.translate(pattern.replace("[", "[[]")), re.IGNORECASE)
