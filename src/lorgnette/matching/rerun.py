"""The rules' way through everybody: begun when a version is published, a portion at a time."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from lorgnette.accounts import unmatched
from lorgnette.accounts.memberships import CRM
from lorgnette.accounts.models import Membership, Person
from lorgnette.kernel import clock
from lorgnette.kernel.portions import portions
from lorgnette.matching.keys import without_keys
from lorgnette.matching.models import Rerun


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the latest way is; `moved` people are elsewhere than before."""

    version: int
    started_at: datetime
    finished_at: datetime | None
    total: int
    done: int
    moved: int


def begin(version: int) -> None:
    """In the caller's transaction. One that is under way ends here: the new one sees all again."""
    at = clock.now()
    Rerun.objects.filter(finished_at=None).update(finished_at=at)
    Rerun.objects.create(version=version, started_at=at, total=_people().count())


def begin_if_never(version: int) -> bool:
    """What was there before there was matching: its accounts get keys, its people a look."""
    if Rerun.objects.exists():
        return False
    with transaction.atomic():
        for part in portions(without_keys()):
            unmatched.mark_accounts(part)
        begin(version)
    return True


def is_under_way() -> bool:
    """A cheap look."""
    return Rerun.objects.filter(finished_at=None).exists()


def under_way() -> Rerun | None:
    """The one that has not come to its end, locked until the caller's transaction ends."""
    return Rerun.objects.filter(finished_at=None).order_by("-pk").select_for_update().first()


def next_people(run: Rerun, size: int) -> list[int]:
    """The next people to look at: those whom the CRM does not link right now."""
    rows = _people().filter(pk__gt=run.last_person).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:size])


def note(run: Rerun, looked: list[int], moved: int) -> None:
    """How far it came; with nobody left it ends."""
    run.done += len(looked)
    run.moved += moved
    if looked:
        run.last_person = looked[-1]
    else:
        run.finished_at = clock.now()
        run.total = run.done
    run.save(update_fields=["done", "moved", "last_person", "finished_at", "total"])


def latest() -> Progress | None:
    """For the page."""
    row = Rerun.objects.order_by("-pk").first()
    if row is None:
        return None
    return Progress(row.version, row.started_at, row.finished_at, row.total, row.done, row.moved)


def _people() -> QuerySet[Person]:
    linked = Membership.objects.filter(person=OuterRef("pk"), until=None, rule=CRM)
    return Person.objects.filter(~Exists(linked), gone_at=None)
