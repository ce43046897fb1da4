"""The people of Aubier Systems: Hélène administers, Dafydd and Wilhelmina sell."""

from datetime import UTC, date, datetime
from functools import cache

from django.test import Client

from lorgnette.access.grants import give
from lorgnette.access.models import OWN, Grant
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.names import sort_key
from lorgnette.users.create import create_user
from lorgnette.users.members import ensure
from lorgnette.users.models import Member, User
from lorgnette.users.passwords import hash_password
from lorgnette.workspace.models import Workspace

PARIS = "Europe/Paris"
PASSWORD = "curtain-up at eight tonight"
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

HELENE_ACTOR = Actor(
    kind="administrator", ref="helene", name="Hélène Dubreuil", address="helene@aubier.example"
)


@cache
def password_hash() -> str:
    """Hashed once: it takes 30 ms."""
    return hash_password(PASSWORD)


def aubier() -> Workspace:
    """The company as it has set itself up."""
    row, _made = Workspace.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Aubier Systems",
            "postal_address": "14 quai Rambaud, 69002 Lyon",
            "sender_address": "lorgnette@aubier.example",
            "zone": PARIS,
        },
    )
    return row


def member(first_name: str, last_name: str, language: str = "en") -> Member:
    """`First Last` at first.last@aubier.example."""
    raw = f"{sort_key(first_name)}.{sort_key(last_name)}@aubier.example"
    return ensure(parse_address(raw), first_name, last_name, language)


def user(first_name: str, last_name: str, *, administrator: bool = False, **kept: str) -> User:
    """Somebody who can sign in with `PASSWORD`."""
    person = member(first_name, last_name, kept.get("language", "en"))
    return create_user(
        person,
        password_hash(),
        kept.get("language", ""),
        actor=HELENE_ACTOR,
        is_administrator=administrator,
    )


def helene() -> User:
    return user("Hélène", "Dubreuil", administrator=True)


def dafydd() -> User:
    return user("Dafydd", "Prys-Howell")


def wilhelmina() -> User:
    return user("Wilhelmina", "Vandekerckhove")


def granted(person: Member, *, last_day: date | None = None, scope: str = OWN) -> Grant:
    """Account Insight for `person`, from now on."""
    return give(
        person,
        scope=scope,
        chosen=None,
        last_day=last_day,
        zone=PARIS,
        actor=HELENE_ACTOR,
        at=clock.now(),
    )


def signed_in(client: Client, person: User) -> Client:
    """`client` with an open session of `person`, without going through the form."""
    client.force_login(User.objects.get(pk=person.pk))
    return client
