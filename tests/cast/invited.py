"""The cast of the invitations: Hélène, administrator of Aubier Systems, and whom she invites.

Dafydd reads English, Ana French, Bo has no locale; Zoé has left, Old Tom has no address. Everybody
is a row of the mirrored CRM list; nothing is synchronised.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from lorgnette.accounts.models import Account, TeamMember
from lorgnette.directory.models import CrmUser, Source
from lorgnette.directory.search import search_key_of
from lorgnette.invitations import draft, send
from lorgnette.invitations.answers import Answers, as_json
from lorgnette.invitations.models import Draft, Invitation
from lorgnette.kernel import clock
from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.names import sort_key
from lorgnette.kernel.refusals import Refusal
from lorgnette.mail.outbox import sealer
from lorgnette.scoring import present as scores
from lorgnette.users.actors import actor_of
from lorgnette.users.create import create_user
from lorgnette.users.members import ensure
from lorgnette.users.models import Member, User
from lorgnette.workspace.models import Workspace
from tests.cast.people import HELENE_ACTOR

MONDAY = datetime(2026, 11, 23, 13, 16, tzinfo=UTC)
# Long enough for anybody; hashed only where a test signs in.
UNUSABLE_HASH = "!"


def aubier() -> None:
    """The company as it has set itself up: Paris, English, links good for a week."""
    Workspace.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Aubier Systems",
            "sender_address": "lorgnette@aubier.example",
            "zone": "Europe/Paris",
            "language": "en",
        },
    )


def administrator(first_name: str = "Hélène", last_name: str = "Dubreuil") -> User:
    local = f"{sort_key(first_name)}.{sort_key(last_name)}"
    member = ensure(parse_address(f"{local}@aubier.example"), first_name, last_name, "en")
    return create_user(member, UNUSABLE_HASH, "en", actor=HELENE_ACTOR, is_administrator=True)


def crm() -> Source:
    source, _made = Source.objects.get_or_create(
        kind="csv_folder", location="aubier", defaults={"name": "CRM", "created_at": MONDAY}
    )
    return source


def crm_user(first_name: str, last_name: str, address: str | None = None, **fields: Any) -> CrmUser:
    """In the CRM; the address is made of the name unless given ("" for none)."""
    row = _crm_user(CrmUser.objects.count(), first_name, last_name, address, **fields)
    row.save(force_insert=True)
    return row


def crm_users(names: Iterable[tuple[str, str]]) -> list[CrmUser]:
    """Many in the CRM, written at once."""
    first = CrmUser.objects.count()
    rows = [_crm_user(first + n, *name, None, source=crm()) for n, name in enumerate(names)]
    return CrmUser.objects.bulk_create(rows)


def _crm_user(
    number: int, first_name: str, last_name: str, address: str | None, **fields: Any
) -> CrmUser:
    if address is None:
        bare = sort_key(f"{first_name}.{last_name}").replace(" ", "").replace("'", "")
        address = f"{bare}@aubier.example"
    name = f"{first_name} {last_name}"
    return CrmUser(
        **{
            "source": fields.get("source") or crm(),
            "external_id": f"u{number}",
            "first_name": first_name,
            "last_name": last_name,
            "name": name,
            "sort_key": sort_key(name),
            "search_key": search_key_of([name, address]),
            "address": address,
            "address_key": _key(address),
            "profile": "Account Executive",
        }
        | fields
    )


def _key(address: str) -> str:
    try:
        return parse_address(address).key
    except Refusal:
        return ""


@dataclass(frozen=True)
class Sellers:
    dafydd: CrmUser
    ana: CrmUser
    bo: CrmUser
    zoe: CrmUser
    tom: CrmUser


def sellers() -> Sellers:
    return Sellers(
        dafydd=crm_user("Dafydd", "Prys-Howell", language="en_GB", region="Wales"),
        ana=crm_user("Ana", "Lindqvist", language="fr", region="Nord"),
        bo=crm_user("Bo", "Ek", region="Nord"),
        zoe=crm_user("Zoé", "Martin", active=False, inactive_since=MONDAY),
        tom=crm_user("Tom", "Old", ""),
    )


def account(name: str, owner: CrmUser | None, *team: CrmUser) -> Account:
    row = Account.objects.create(
        source=crm(), external_id=f"a-{name}", name=name, sort_key=sort_key(name), owner=owner
    )
    scores.begin([row.pk])
    for member in team:
        TeamMember.objects.create(account=row, crm_user=member)
    return row


def drafted(user: User, *people: CrmUser, **answers: Any) -> str:
    """A draft that inviting `people` needs nothing more for than Send."""
    refs = tuple(person.public_id for person in people)
    return draft.start(user, **{"crm_refs": refs, "account_insight": True} | answers)


def drafted_each(user: User, people: Iterable[CrmUser]) -> list[str]:
    """A draft for each person, written at once."""
    at = clock.now()
    answers = [Answers(crm_refs=(one.public_id,), account_insight=True) for one in people]
    rows = [
        Draft(owner=user, answers=as_json(one), created_at=at, changed_at=at) for one in answers
    ]
    return [row.public_id for row in Draft.objects.bulk_create(rows)]


def drafted_by_email(user: User, **answers: Any) -> str:
    typed = {"way": "email", "first_name": "Eva", "last_name": "Noor"}
    kept = {"address": "eva@partner.example", "scope": "all", "account_insight": True}
    return draft.start(user, **typed | kept | answers)


def invite(user: User, *people: CrmUser, **answers: Any) -> str:
    """Sends; returns the batch's ref."""
    return send.send(actor_of(user), drafted(user, *people, **answers))


def current(person: CrmUser | Member) -> Invitation:
    """The person's latest invitation."""
    rows = Invitation.objects.select_related("member", "message")
    return rows.get(member__address_key=person.address_key, superseded_at=None)


def member_ref(person: CrmUser) -> str:
    return Member.objects.get(address_key=person.address_key).public_id


def token(person: CrmUser | Member) -> str:
    """Of the link in the person's latest mail, while it has not gone out."""
    return _token_of(current(person))


def tokens(people: Sequence[CrmUser]) -> list[str]:
    """Of the links in the latest mails of many, in their order."""
    keys = [person.address_key for person in people]
    rows = Invitation.objects.select_related("member", "message").filter(superseded_at=None)
    found = {row.member.address_key: row for row in rows.filter(member__address_key__in=keys)}
    return [_token_of(found[key]) for key in keys]


def _token_of(invitation: Invitation) -> str:
    message = invitation.message
    assert message is not None
    assert message.sealed is not None
    link = sealer().open(bytes(message.sealed))
    return link.removeprefix(f"{settings.BASE_URL}/i/")
