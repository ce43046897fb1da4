"""What other rules would move: a look at everybody, or at as many as the time allows."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Max, Min, QuerySet

from lorgnette.accounts.models import Account, Person, Spell
from lorgnette.accounts.objections import without_objecting
from lorgnette.matching.facts import facts_of, judged
from lorgnette.matching.models import Decision
from lorgnette.matching.rules import REVIEW, Rules

SECONDS = 2.0
BLOCK = 1_000
MOST_EXAMPLES = 5
GAINED, LOST, MOVED, ASKED = "gained", "lost", "moved", "asked"


@dataclass(frozen=True, slots=True)
class Example:
    """Somebody who would be elsewhere: account names and rules, "" for none."""

    person_ref: str
    name: str
    address: str
    old: str
    new: str
    old_rule: str
    new_rule: str


@dataclass(slots=True)
class Preview:
    """`looked` of `total` people; of them so many would find an account, lose it, have another,
    or newly wait for an answer. `is_whole`: everybody was looked at.
    """

    looked: int = 0
    total: int = 0
    gained: int = 0
    lost: int = 0
    moved: int = 0
    asked: int = 0
    is_whole: bool = True
    examples: dict[str, list[Example]] = field(default_factory=dict)

    @property
    def changes(self) -> int:
        return self.gained + self.lost + self.moved


@dataclass(frozen=True, slots=True)
class _Change:
    kind: str
    person: int
    old: int | None
    new: int | None
    old_rule: str
    new_rule: str


def preview(rules: Rules, seconds: float = SECONDS) -> Preview:
    """Compares with what is stored, of present spells; in no order, so that a part stands for all.

    Writes nothing.
    """
    found = Preview(total=_open().count())
    until, kept = time.monotonic() + seconds, list[_Change]()
    for ids in _blocks():
        if time.monotonic() > until:
            found.is_whole = False
            break
        found.looked += len(ids)
        for change in _changes(ids, rules):
            _count(found, change, kept)
    found.examples = _examples(kept)
    return found


def _count(found: Preview, change: _Change, kept: list[_Change]) -> None:
    setattr(found, change.kind, getattr(found, change.kind) + 1)
    if sum(one.kind == change.kind for one in kept) < MOST_EXAMPLES:
        kept.append(change)


def _open() -> QuerySet[Spell]:
    return Spell.objects.filter(until=None, person__gone_at=None)


def _blocks() -> Iterator[list[int]]:
    """The people who have a spell, by blocks of primary keys in a random order."""
    ends = Spell.objects.filter(until=None).aggregate(low=Min("person"), high=Max("person"))
    if ends["low"] is None:
        return
    starts = list(range(ends["low"], ends["high"] + 1, BLOCK))
    random.Random(0).shuffle(starts)  # noqa: S311 (a sample, no secret)
    for start in starts:
        rows = _open().filter(person__gte=start, person__lt=start + BLOCK)
        ids = list(rows.values_list("person", flat=True))
        if ids:
            yield ids


def _changes(ids: Sequence[int], rules: Rules) -> Iterator[_Change]:
    rows = Decision.objects.filter(person__in=ids, spell__until=None)
    stored = {
        person: (account, rule, outcome)
        for person, account, rule, outcome in rows.values_list(
            "person", "account", "rule", "outcome"
        )
    }
    for person, spells in judged(facts_of(ids), rules).items():
        if not spells:
            continue
        new, (account, rule, outcome) = spells[-1].shown, stored.get(person, (None, "", ""))
        kind = _kind(account, new.account_id)
        if not kind and new.outcome == REVIEW and outcome != REVIEW:
            kind = ASKED
        if kind:
            yield _Change(kind, person, account, new.account_id, rule, new.rule)


def _kind(old: int | None, new: int | None) -> str:
    if old == new:
        return ""
    if old is None:
        return GAINED
    return LOST if new is None else MOVED


def _examples(kept: Sequence[_Change]) -> dict[str, list[Example]]:
    named = without_objecting(Person.objects.filter(pk__in=[change.person for change in kept]))
    people = {person.pk: person for person in named}
    wanted = {pk for change in kept for pk in (change.old, change.new) if pk is not None}
    names = dict(Account.objects.filter(pk__in=wanted).values_list("pk", "name"))
    found: dict[str, list[Example]] = {}
    for change in kept:
        person = people.get(change.person)
        if person is None:
            continue
        example = Example(
            person.public_id,
            person.name,
            person.address,
            names.get(change.old or 0, ""),
            names.get(change.new or 0, ""),
            change.old_rule if change.old else "",
            change.new_rule,
        )
        found.setdefault(change.kind, []).append(example)
    return found
