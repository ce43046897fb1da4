"""Two accounts with a past: Nordhavn is moving, Ahlmann is quiet."""

from datetime import UTC, date, datetime, timedelta

from lorgnette.accounts.models import Account, Person
from lorgnette.activities.models import Activity, DayCount
from lorgnette.directory.models import Source

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


def source() -> Source:
    return Source.objects.create(kind="csv_folder", name="Tale", location="/", created_at=NOON)


def account(name: str, given: Source) -> Account:
    return Account.objects.create(source=given, external_id=name, name=name, sort_key=name.lower())


def person(name: str, given: Source) -> Person:
    return Person.objects.create(source=given, external_id=name, name=name, sort_key=name.lower())


def did(who: Person, where: Account, kind: str, days_ago: int, times: int = 1) -> None:
    """`who` did `times` things of a kind, `days_ago` days before the tale's today."""
    DayCount.objects.create(
        account=where, person=who, type=kind, day=TODAY - timedelta(days=days_ago), count=times
    )
    Activity.objects.create(
        account=where, person=who, type=kind, at=NOON - timedelta(days=days_ago), weight=1
    )
