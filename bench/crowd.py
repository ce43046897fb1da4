"""Thousands at once, written by `bulk_create`: CRM users, and sales users with their access."""

from datetime import timedelta

from lorgnette.access.models import Grant
from lorgnette.directory.models import CrmUser
from lorgnette.directory.search import search_key_of
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.kernel.names import sort_key
from lorgnette.kernel.tokens import digest, new_token
from lorgnette.users.models import CrmLink, Member, User
from tests.cast import invited

FIRST = ("Ana", "Bo", "Chloé", "Dafydd", "Émile", "Farida", "Gwen", "Hugo", "Inès", "Jonas")
LAST = ("Lindqvist", "Ek", "Prys-Howell", "Noor", "Moreau", "Okafor", "Silva", "Tanaka", "Weiss")
ZONE = "Europe/Paris"
_BATCH = 1000


def crm_users(count: int, profile: str) -> list[CrmUser]:
    """Present CRM users with an address each; a third of them read French."""
    source = invited.crm()
    rows = [_crm_user(source, number, profile) for number in range(count)]
    return CrmUser.objects.bulk_create(rows, batch_size=_BATCH)


def sales_users(count: int, profile: str) -> None:
    """CRM users who were invited: three in five have accepted, the others have a link."""
    admit(crm_users(count, profile))


def admit(rows: list[CrmUser]) -> None:
    """Makes members of CRM users; the first three of each five have accepted."""
    members = Member.objects.bulk_create([_member(row) for row in rows], batch_size=_BATCH)
    at, pairs = clock.now(), list(zip(members, rows, strict=True))
    CrmLink.objects.bulk_create(
        [CrmLink(member=member, crm_user=row, linked_at=at) for member, row in pairs],
        batch_size=_BATCH,
    )
    inviter = Member.objects.order_by("pk")[0]
    invitations = [_invitation(n, member, inviter) for n, member in enumerate(members)]
    Invitation.objects.bulk_create(invitations, batch_size=_BATCH)
    accepted = [row.member for row in invitations if row.accepted_at]
    User.objects.bulk_create([_user(member) for member in accepted], batch_size=_BATCH)
    Grant.objects.bulk_create([_grant(member) for member in accepted], batch_size=_BATCH)


def _crm_user(source, number: int, profile: str) -> CrmUser:
    first, last = FIRST[number % len(FIRST)], f"{LAST[number % len(LAST)]} {number}"
    name, address = f"{first} {last}", f"{profile}.{number}@aubier.example"
    return CrmUser(
        source=source,
        external_id=f"{profile}-{number}",
        first_name=first,
        last_name=last,
        name=name,
        sort_key=sort_key(f"{last} {first}"),
        search_key=search_key_of([name, address]),
        address=address,
        address_key=address,
        profile=profile,
        language="fr" if number % 3 == 0 else "en",
    )


def _member(row: CrmUser) -> Member:
    return Member(
        address=row.address,
        address_key=row.address_key,
        first_name=row.first_name,
        last_name=row.last_name,
        name=row.name,
        sort_key=sort_key(row.name),
        search_key=row.search_key,
        language=row.language,
        created_at=clock.now(),
    )


def _invitation(number: int, member: Member, inviter: Member) -> Invitation:
    at = clock.now() - timedelta(days=number % 60)
    return Invitation(
        member=member,
        inviter=inviter,
        via="crm",
        token_digest=digest(new_token()),
        language=member.language,
        scope="own",
        zone=ZONE,
        invited_at=at,
        link_ends_at=at + timedelta(days=14),
        accepted_at=at if number % 5 < 3 else None,
    )


def _user(member: Member) -> User:
    return User(
        member=member,
        address_key=member.address_key,
        password=invited.UNUSABLE_HASH,
        created_at=clock.now(),
        last_seen_at=clock.now(),
    )


def _grant(member: Member) -> Grant:
    return Grant(member=member, scope="own", zone=ZONE, granted_at=clock.now())
