"""Three people of two accounts, and what they do: told in any order, one by one or all at once."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from lorgnette.accounts.models import Account, Person
from lorgnette.activities import arrivals
from lorgnette.activities.models import Activity
from lorgnette.directory.models import Source
from lorgnette.kernel import clock
from lorgnette.scoring.moments.build import build, clean
from lorgnette.scoring.moments.definition import Definition
from lorgnette.scoring.moments.follow import follow
from lorgnette.scoring.moments.models import BUILDING, LIVE, Moment, MomentRule, MomentVersion

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Did(NamedTuple):
    """Who (by number) did what, how many hours before noon."""

    who: int
    kind: str
    hours: float
    subject: str = ""
    properties: dict[str, Any] | None = None


class Tale:
    """Ada and Bo are at Nordhavn, Cleo at Kestrel."""

    def __init__(self) -> None:
        self.source = Source.objects.create(
            kind="csv_folder", name="Tale", location="/", created_at=NOON
        )
        self.nordhavn, self.kestrel = self._account("Nordhavn"), self._account("Kestrel")
        self.people = [self._person(name) for name in ("Ada", "Bo", "Cleo")]
        self.homes = [self.nordhavn, self.nordhavn, self.kestrel]

    def _account(self, name: str) -> Account:
        return Account.objects.create(
            source=self.source, external_id=name, name=name, sort_key=name.lower()
        )

    def _person(self, name: str) -> Person:
        return Person.objects.create(
            source=self.source, external_id=name, name=name, sort_key=name.lower()
        )

    def rule(
        self, definition: Definition, *, state: str = LIVE, kind: str = "web"
    ) -> MomentVersion:
        place = MomentRule.objects.count() + 1
        return MomentVersion.objects.create(
            rule=MomentRule.objects.create(place=place),
            number=1,
            kind=kind,
            name_en="Rule",
            name_fr="Règle",
            sentence_en="[person] at [account]",
            sentence_fr="[person] chez [account]",
            definition=definition.stored(),
            published_at=NOON,
            state=state,
        )

    def happen(self, deeds: Iterable[Did]) -> list[Activity]:
        """Stored as one batch, and told of."""
        rows = [
            Activity.objects.create(
                account=self.homes[did.who],
                person=self.people[did.who],
                type=did.kind,
                at=NOON - timedelta(hours=did.hours),
                weight=1,
                subject=did.subject,
                properties=did.properties,
            )
            for did in deeds
        ]
        self.tell(rows)
        return rows

    def tell(self, rows: Iterable[Activity]) -> None:
        arrivals.note((row.account_id, row.person_id, row.at) for row in rows)

    def forget(self, row: Activity) -> None:
        """As a machine’s, or for ever: it is not to be looked at any more."""
        self.tell([row])
        Activity.objects.filter(pk=row.pk).update(bot="burst")

    def move(self, row: Activity) -> None:
        """To the other account."""
        self.tell([row])
        row.account = self.kestrel if row.account == self.nordhavn else self.nordhavn
        row.save(update_fields=["account"])
        self.tell([row])

    def follow(self, limit: int = 200) -> None:
        with clock.pretend(NOON):
            while follow(limit):
                pass

    def build(self) -> None:
        with clock.pretend(NOON):
            while build() or clean():
                pass

    def rebuilt(self, version: MomentVersion) -> list[tuple[Any, ...]]:
        """What the same rule finds over history, from nothing."""
        again = MomentVersion.objects.create(
            rule=version.rule,
            number=version.number + 1,
            kind=version.kind,
            name_en="",
            name_fr="",
            sentence_en="",
            sentence_fr="",
            definition=version.definition,
            published_at=NOON,
            state=BUILDING,
        )
        self.build()
        return found(again)

    def hours(self, version: MomentVersion) -> list[float]:
        """How long before noon each moment was, the earliest first."""
        ats = Moment.objects.filter(version=version).order_by("at").values_list("at", flat=True)
        return [(NOON - at) / timedelta(hours=1) for at in ats]


def found(version: MomentVersion) -> list[tuple[Any, ...]]:
    """All of a version's moments, without what tells when they were found."""
    rows = Moment.objects.filter(version=version).order_by("subject", "at", "trigger")
    return [
        (row.subject, row.at, bytes(row.trigger), row.account_id, row.person_id, row.values)
        for row in rows
    ]


def days(*numbers: float) -> Sequence[float]:
    """In hours."""
    return [number * 24 for number in numbers]
