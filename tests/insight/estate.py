"""The known cast of Account Insight: Dafydd and Ana sell, and the accounts they sell to.

Nordhavn and Orne are Dafydd's, Kestrel is Ana's with Dafydd on its team, Albufera is Ana's alone.
It is Tuesday 24 November 2026, 14:00 in London, whose days the workspace counts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count

from lorgnette.access.models import ALL, OWN
from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account, Membership, Opportunity, Person, TeamMember
from lorgnette.activities.ingest import Given, store
from lorgnette.directory.models import CrmUser, Source
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.kernel.names import sort_key
from lorgnette.scoring import present as scores
from lorgnette.scoring.rescore import rescore
from lorgnette.workspace.models import Workspace

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
TODAY = NOW.date()
ZONE = "Europe/London"

_numbers = count(1)


@contextmanager
def today() -> Iterator[None]:
    """The workspace as it is on the day of the stories."""
    Workspace.objects.update_or_create(
        pk=1, defaults={"name": "Aubier Systems", "zone": ZONE, "language": "en"}
    )
    with clock.pretend(NOW):
        yield


def source() -> Source:
    found, _ = Source.objects.get_or_create(
        kind="csv_folder", name="Aubier’s CRM", location="/crm", defaults={"created_at": NOW}
    )
    return found


def seller(first_name: str, last_name: str = "of Aubier", *, address: str = "") -> CrmUser:
    name = f"{first_name} {last_name}"
    address = address or f"{sort_key(first_name)}@aubier.example"
    return CrmUser.objects.create(
        source=source(),
        external_id=f"u{next(_numbers)}",
        first_name=first_name,
        last_name=last_name,
        name=name,
        sort_key=sort_key(name),
        search_key=sort_key(name),
        address=address,
        address_key=address,
    )


def account(name: str, owner: CrmUser | None = None, **fields: object) -> Account:
    number = next(_numbers)
    given = {
        "source": source(),
        "external_id": f"a{number}",
        "sort_key": sort_key(name),
        "domain": f"{sort_key(name).split()[0]}.example",
        "owner": owner,
    }
    row = Account.objects.create(name=name, **(given | fields))
    scores.begin([row.pk])
    return row


def on_team(account: Account, seller: CrmUser, role: str = "Co-owner", **fields: object) -> None:
    TeamMember.objects.create(account=account, crm_user=seller, role=role, **fields)


def person(account: Account, name: str, title: str = "") -> Person:
    made = Person.objects.create(
        source=source(),
        external_id=f"p{next(_numbers)}",
        name=name,
        sort_key=sort_key(name),
        title=title,
    )
    Membership.objects.create(person=made, account=account, since=NOW - timedelta(days=400))
    return made


def deal(account: Account, minor: int | None, currency: str = "EUR", **fields: object) -> None:
    given = {"name": "Fleet tracking", "status": "open", "closes_on": date(2026, 12, 18)}
    Opportunity.objects.create(
        source=source(),
        external_id=f"o{next(_numbers)}",
        account=account,
        amount_minor=minor,
        currency=currency,
        **(given | fields),
    )


def did(person: Person, kind: str, days_ago: int = 0, times: int = 1, subject: str = "") -> None:
    """So many activities of one kind, an hour apart, the last at noon of that day."""
    membership = person.memberships.get()
    noon = NOW - timedelta(days=days_ago, hours=2)
    rows = [
        Given(
            external_id=f"e{next(_numbers)}",
            account_id=membership.account_id,
            person_id=person.pk,
            type=kind,
            at=noon - timedelta(hours=n),
            subject=subject,
        )
        for n in range(times)
    ]
    store(source().pk, rows)


def score_everything() -> None:
    rescore(None)


def viewer(*sellers: CrmUser, scope: str = OWN) -> Viewer:
    """Somebody who is these CRM users; with `scope` all, somebody who sees all accounts."""
    return Viewer(
        member_ref="dafydd",
        name="Dafydd Prys-Howell",
        crm_user_ids=None if scope == ALL else frozenset(seller.pk for seller in sellers),
        scope=scope,
        last_day=None,
        zone=ZONE,
        actor=SYSTEM,
        read_only=False,
        language="en",
    )
