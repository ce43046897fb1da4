"""Where people stand: what keeps an address from being invited, for many rows in SQL or by key."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from lorgnette.access.models import Grant
from lorgnette.directory.models import CrmUser
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.reasons import (
    AccessEnded,
    AccessLocked,
    AlreadyInvited,
    AlreadyUser,
    Complained,
    InvitedLinkExpired,
    NotInvitable,
    Suppressed,
)
from lorgnette.kernel import clock
from lorgnette.kernel.among import Among
from lorgnette.mail import suppression
from lorgnette.mail.suppression import Suppression
from lorgnette.users.models import Member

PRODUCT = "account_insight"
# The facts of an invitation that still waits.
UNANSWERED = {
    "product": PRODUCT,
    "accepted_at": None,
    "declined_at": None,
    "revoked_at": None,
    "superseded_at": None,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A member with the access they have and the invitation they could still accept."""

    member: Member
    grant: Grant | None
    invitation: Invitation | None


def hold(member_ids: Collection[int]) -> None:
    """Keeps others from changing where these members stand, until the transaction ends.

    SQLite has one writer at a time; elsewhere the rows are locked, always in the same order.
    """
    rows = Member.objects.select_for_update(no_key=True).filter(Among("pk", member_ids))
    list(rows.order_by("pk").values_list("pk"))


def of(address_keys: Collection[str]) -> dict[str, Standing]:
    """The members of these canonical addresses."""
    rows = Member.objects.filter(Among("address_key", address_keys))
    members = {member.pk: member for member in rows}
    return {one.member.address_key: one for one in of_members(members).values()}


def of_members(members: Mapping[int, Member]) -> dict[int, Standing]:
    """By id, where each of the members stands now."""
    theirs = Among("member", members)
    grants = {g.member_id: g for g in open_grants().filter(theirs)}
    invitations = {i.member_id: i for i in open_invitations().filter(theirs)}
    return {
        pk: Standing(member, grants.get(pk), invitations.get(pk)) for pk, member in members.items()
    }


def reason(standing: Standing, zone: str) -> NotInvitable | None:
    """Why this member cannot be invited now; `zone` names the days. See `invitable`."""
    if standing.grant:
        return _holding(standing.grant, zone)
    if standing.invitation:
        return _invited(standing.invitation)
    return None


def unwilling(address_keys: Collection[str], zone: str) -> dict[str, NotInvitable]:
    """Those of the addresses on the suppression list, with the reason; `zone` names the days."""
    found = suppression.suppressed(address_keys)
    return {key: _unwilling(row, zone) for key, row in found.items()}


def invitable(rows: QuerySet[CrmUser]) -> QuerySet[CrmUser]:
    """Those of `rows` who can be invited: `reason`, and what the CRM itself says, in SQL."""
    return rows.filter(_is_invitable())


def not_invitable(rows: QuerySet[CrmUser]) -> QuerySet[CrmUser]:
    """The others of `rows`."""
    return rows.exclude(_is_invitable())


def _is_invitable() -> Q:
    key = OuterRef("address_key")
    holding = open_grants().filter(member__address_key=key)
    invited = open_invitations().filter(member__address_key=key)
    unwanted = suppression.suppressed_keys().filter(address_key=key)
    earlier = reachable().filter(address_key=key, pk__lt=OuterRef("pk"))
    return Q(
        ~Q(address_key=""),
        ~Q(address_key__in=elsewhere().values("moved_from__address_key")),
        ~Exists(holding),
        ~Exists(invited),
        ~Exists(unwanted),
        ~Exists(earlier),
        active=True,
        gone_at=None,
    )


def reachable() -> QuerySet[CrmUser]:
    """Present, active and with an address: the first of those with one address stands for all."""
    return CrmUser.objects.filter(gone_at=None, active=True).exclude(address_key="")


def open_grants() -> QuerySet[Grant]:
    """Access that was not revoked; it may be locked or over."""
    return Grant.objects.filter(product=PRODUCT, revoked_at=None)


def open_invitations() -> QuerySet[Invitation]:
    """Invitations that wait for an answer or for a new link.

    One whose access is over waits for nothing: the person may be invited anew.
    """
    return Invitation.objects.filter(_waits())


def elsewhere() -> QuerySet[Invitation]:
    """Invitations sent on to another address, where somebody waits or has access now."""
    holding = open_grants().filter(member=OuterRef("member"))
    moved = Invitation.objects.filter(moved_from__isnull=False, superseded_at=None)
    return moved.filter(_waits() | Exists(holding))


def _waits() -> Q:
    return (Q(ends_at=None) | Q(ends_at__gt=clock.now())) & Q(**UNANSWERED)


def _holding(grant: Grant, zone: str) -> NotInvitable:
    if grant.locked_at:
        return AccessLocked(day=clock.day_of(grant.locked_at, zone))
    if grant.ends_at and grant.ends_at <= clock.now():
        return AccessEnded(day=grant.last_day)
    return AlreadyUser(day=clock.day_of(grant.granted_at, zone))


def _unwilling(row: Suppression, zone: str) -> NotInvitable:
    why = Complained if row.source == suppression.COMPLAINT else Suppressed
    return why(day=clock.day_of(row.at, zone))


def _invited(invitation: Invitation) -> NotInvitable:
    day = clock.day_of(invitation.link_ends_at, invitation.zone)
    if invitation.link_ends_at <= clock.now():
        return InvitedLinkExpired(day=day)
    return AlreadyInvited(day=day)
