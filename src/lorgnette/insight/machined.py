"""What machines did at accounts of a viewer: counted where it is hidden, and shown apart."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Person
from lorgnette.accounts.objections import without_objecting, without_theirs
from lorgnette.accounts.ownership import ids_of_visible
from lorgnette.activities.bots import by_machines
from lorgnette.activities.models import Activity
from lorgnette.insight.doings import Doings, doings
from lorgnette.insight.reach import seen_by
from lorgnette.workspace.settings import current

# So many are counted, and one more.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Machined:
    """`name` is that of the account or person that was asked for, "" for all accounts."""

    name: str
    doings: Doings


def hidden(rows: QuerySet[Activity]) -> int:
    """How many of these machines did, up to `MOST` and one more."""
    found = without_theirs(by_machines(rows)).order_by()
    return len(found.values_list("pk")[: MOST + 1])


def hidden_at(account_id: int) -> int:
    """How many at an account."""
    return hidden(Activity.objects.filter(account=account_id))


def hidden_of(viewer: Viewer, person_id: int) -> int:
    """How many by a person, at accounts that the viewer sees."""
    return hidden(_seen(viewer, Activity.objects.filter(person=person_id)))


def machined(
    viewer: Viewer, account_ref: str, person_ref: str, kinds: Collection[str], cursor: str
) -> Machined | None:
    """At an account, of a person, or at all accounts; None where the viewer sees no such."""
    name, rows = "", _seen(viewer, Activity.objects.all())
    if account_ref:
        account = seen_by(viewer).filter(public_id=account_ref).first()
        if account is None:
            return None
        name, rows = account.name, rows.filter(account=account.pk)
    elif person_ref:
        person = without_objecting(Person.objects.filter(public_id=person_ref)).first()
        if person is None or not rows.filter(person=person).exists():
            return None
        name, rows = person.name, rows.filter(person=person)
    found = doings(by_machines(rows), kinds, cursor, current().zone)
    return Machined(name, found)


def _seen(viewer: Viewer, rows: QuerySet[Activity]) -> QuerySet[Activity]:
    if viewer.crm_user_ids is None:
        return rows.filter(account__isnull=False, account__gone_at__isnull=True)
    return rows.filter(account__in=ids_of_visible(viewer.crm_user_ids))
