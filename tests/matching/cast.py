"""The cast of matching: accounts by their sites, and people by their addresses and companies."""

from datetime import UTC, datetime
from typing import Any

from lorgnette.accounts import unmatched
from lorgnette.accounts.models import Account, Membership, Person
from lorgnette.directory.models import Source
from lorgnette.kernel.names import sort_key
from lorgnette.kernel.tokens import public_id
from lorgnette.matching.match import match_pending

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)
SEPTEMBER = datetime(2026, 9, 1, tzinfo=UTC)


def source() -> Source:
    row, _made = Source.objects.get_or_create(
        kind="csv_folder", location="aubier", defaults={"name": "CRM", "created_at": MARCH}
    )
    return row


def account(name: str, domain: str = "", **fields: Any) -> Account:
    row = Account.objects.create(
        **{
            "source": source(),
            "external_id": f"a-{name}",
            "name": name,
            "sort_key": sort_key(name),
            "domain": domain,
        }
        | fields
    )
    unmatched.mark_accounts([row.pk])
    return row


def person(address: str = "", *, company: str = "", at: datetime | None = None) -> Person:
    """Somebody new, who waits to be matched."""
    name = address.partition("@")[0] or company
    row = Person.objects.create(
        source=source(),
        external_id=public_id(),
        name=name,
        sort_key=sort_key(name),
        address=address,
        address_key=address,
        company=company,
    )
    unmatched.mark([row.pk], at)
    return row


def moves(row: Person, address: str, at: datetime) -> None:
    """Known by another address from now on."""
    Person.objects.filter(pk=row.pk).update(address=address, address_key=address)
    unmatched.mark([row.pk], at)


def work() -> None:
    """What the worker does until nothing waits."""
    while match_pending():
        pass


def home(row: Person) -> Account | None:
    """Where the person is now."""
    stay = Membership.objects.filter(person=row, until=None).select_related("account").first()
    return stay.account if stay else None
