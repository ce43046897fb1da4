"""What a rule would have found in the last 30 days, without writing anything, in a few seconds."""

import heapq
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from lorgnette.accounts.models import Account, Person
from lorgnette.accounts.objections import without_theirs
from lorgnette.activities.models import Activity
from lorgnette.kernel import clock
from lorgnette.kernel.portions import portions
from lorgnette.scoring.models import AccountScore
from lorgnette.scoring.moments import deeds as read
from lorgnette.scoring.moments.checks import Draft, checked
from lorgnette.scoring.moments.definition import BACK, COUNT, FIRST, PEOPLE, PERSON, Definition
from lorgnette.scoring.moments.finder import Find, Finder
from lorgnette.scoring.moments.read import FoundMoment

DAYS = 30
SECONDS = 3.0
SHOWN = 10
ACCOUNTS = 200


@dataclass(frozen=True, slots=True)
class DryRun:
    """`total` moments of so many people and accounts; `latest` are the newest of them.

    `looked` of `active` accounts that did something were looked at, the highest score first,
    before the time was up.
    """

    total: int
    people: int
    accounts: int
    looked: int
    active: int
    latest: Sequence[FoundMoment]

    @property
    def is_whole(self) -> bool:
        return self.looked == self.active

    @property
    def estimate(self) -> int:
        """How many there would be if the other accounts were like those looked at."""
        return round(self.total * self.active / self.looked) if self.looked else 0


@dataclass(slots=True)
class _Tally:
    total: int = 0
    people: set[int] = field(default_factory=set)
    accounts: set[int] = field(default_factory=set)
    latest: list[tuple[datetime, int, Find]] = field(default_factory=list)

    def add(self, find: Find) -> None:
        self.total += 1
        if find.person is not None:
            self.people.add(find.person)
        if find.account is not None:
            self.accounts.add(find.account)
        keep = heapq.heappush if len(self.latest) < SHOWN else heapq.heappushpop
        keep(self.latest, (find.at, self.total, find))


def dry_run(draft: Draft, seconds: float = SECONDS) -> DryRun:
    """Raises `RuleRefused`. A pause is reckoned from twice its length before the 30 days."""
    said, tally = checked(draft), _Tally()
    since, until = clock.now() - timedelta(days=DAYS), time.monotonic() + seconds
    active, looked, seen = _active(since), 0, set[int]()
    for accounts in portions([None, *active], ACCOUNTS):
        subjects = _subjects(said.definition, accounts, since) - seen
        seen |= subjects
        for part in portions(sorted(subjects), ACCOUNTS):
            for find in _finds(said.definition, part, since):
                tally.add(find)
        looked += len(accounts)
        if time.monotonic() > until:
            break
    return DryRun(
        total=tally.total,
        people=len(tally.people),
        accounts=len(tally.accounts),
        looked=looked - 1,
        active=len(active),
        latest=_shown(said, tally),
    )


def _active(since: datetime) -> list[int]:
    """The accounts that did something, the highest score first."""
    scores = AccountScore.objects.filter(last_activity_at__gt=since)
    return list(scores.order_by("-tenths", "account").values_list("account", flat=True))


def _subjects(definition: Definition, accounts: Sequence[int | None], since: datetime) -> set[int]:
    """Those of these accounts, None for no account, that did any of it."""
    if definition.scope != PERSON:
        return {pk for pk in accounts if pk is not None}
    place = Q(account__in=[pk for pk in accounts if pk is not None])
    if None in accounts:
        place |= Q(account=None)
    rows = Activity.objects.filter(place, at__gt=since, bot="", person__isnull=False)
    rows = without_theirs(rows)
    if definition.types:
        rows = rows.filter(type__in=list(definition.types))
    return set(rows.order_by().values_list("person", flat=True).distinct())


def _finds(definition: Definition, subjects: Collection[int], since: datetime) -> Iterator[Find]:
    start = _start(definition, since)
    last: dict[int, datetime] = {}
    if start is not None and definition.when in (FIRST, BACK):
        last = read.last_before(definition.scope, subjects, definition.types, start)
    for subject, deeds in read.of_subjects(definition.scope, subjects, definition.types, start):
        known = last.get(subject)
        finder = Finder(definition, last=known if definition.when == FIRST else None, before=known)
        for deed in deeds:
            find = finder.finds(deed)
            if find is not None and find.at > since:
                yield find


def _start(definition: Definition, since: datetime) -> datetime | None:
    """Where to begin reading; None for the beginning of history."""
    if definition.when == FIRST and definition.conditions:
        return None
    window = definition.days if definition.when in (COUNT, PEOPLE) else 0
    return since - timedelta(days=window + 2 * definition.pause)


def _shown(said: Draft, tally: _Tally) -> list[FoundMoment]:
    finds = [find for _at, _number, find in sorted(tally.latest, reverse=True)]
    people = Person.objects.in_bulk({find.person for find in finds if find.person})
    accounts = Account.objects.in_bulk({find.account for find in finds if find.account})
    return [
        _moment(said, find, accounts.get(find.account or 0), people.get(find.person or 0))
        for find in finds
    ]


def _moment(said: Draft, find: Find, account: Account | None, person: Person | None) -> FoundMoment:
    return FoundMoment(
        id=0,
        kind=said.kind,
        at=find.at,
        found_at=find.at,
        rule_ref="",
        rule_names={"en": said.name_en, "fr": said.name_fr},
        sentences={"en": said.sentence_en, "fr": said.sentence_fr},
        account_id=find.account,
        account_ref=account.public_id if account else "",
        account_name=account.name if account else "",
        person_ref=person.public_id if person else "",
        person_name=person.name if person else "",
        values=find.values,
    )
