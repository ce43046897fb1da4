"""A member as a line of the list: where they stand, and the detail that says more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lorgnette.access.leavers import flagged
from lorgnette.access.models import Grant
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.outcomes import outcome
from lorgnette.invitations.standing import PRODUCT
from lorgnette.invitations.tallies import SOON
from lorgnette.kernel import clock
from lorgnette.users.models import Member

Detail = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A row of the list. `status` is one of `STATUSES`; `detail` a code that says more, or "":

    active: `days_left` (values: days), `left_in_crm`; pending: `link_expired`, `link_opened`,
    `queued`, `sending`, `deferred`, `sent`, `delivered`; bounced: `bounced`, `failed` (values:
    words, code); expired: `ended` (day); locked: `locked` (day, reason); revoked: `revoked`
    (day); declined: `declined` (day). `last_day` null means never. `flagged_leaver`: left in the
    CRM, which locks nobody by itself.
    """

    ref: str
    first_name: str
    last_name: str
    name: str
    address: str
    status: str
    detail: str
    detail_values: Mapping[str, Any]
    scope: str
    last_day: date | None
    zone: str
    ends_at: datetime | None
    last_seen_at: datetime | None
    flagged_leaver: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What a line is made from; `grant` is the latest, revoked or not."""

    member: Member
    status: str
    grant: Grant | None
    invitation: Invitation | None
    last_seen_at: datetime | None
    left_in_crm: bool

    @property
    def access(self) -> Grant | Invitation | None:
        """Whose terms count: the offer while it waits for an answer, else the access."""
        offer = self.invitation
        if self.grant and (self.grant.revoked_at is None or offer is None or offer.accepted_at):
            return self.grant
        return offer


def facts_of(members: Sequence[Any]) -> list[Facts]:
    """The facts of members that `statuses.members` gave."""
    ids = [member.pk for member in members]
    grants = Grant.objects.filter(member__in=ids, product=PRODUCT).order_by("granted_at", "pk")
    latest = {grant.member_id: grant for grant in grants}
    rows = Invitation.objects.filter(member__in=ids, product=PRODUCT, superseded_at=None)
    invitations = {row.member_id: row for row in rows.select_related("message")}
    left = flagged(ids)
    return [
        Facts(
            member=member,
            status=member.status,
            grant=latest.get(member.pk),
            invitation=invitations.get(member.pk),
            last_seen_at=member.seen_at,
            left_in_crm=member.pk in left,
        )
        for member in members
    ]


def line_of(facts: Facts) -> MemberLine:
    """The facts as a row of the list."""
    member, access = facts.member, facts.access
    detail, values = _DETAILS[facts.status](facts)
    return MemberLine(
        ref=member.public_id,
        first_name=member.first_name,
        last_name=member.last_name,
        name=member.name,
        address=member.address,
        status=facts.status,
        detail=detail,
        detail_values=values,
        scope=access.scope if access else "",
        last_day=access.last_day if access else None,
        zone=access.zone if access else "",
        ends_at=access.ends_at if access else None,
        last_seen_at=facts.last_seen_at,
        flagged_leaver=facts.left_in_crm,
    )


def _active(facts: Facts) -> Detail:
    if facts.left_in_crm:
        return "left_in_crm", {}
    grant = facts.grant
    if grant and grant.last_day and grant.ends_at and grant.ends_at <= clock.now() + SOON:
        return "days_left", {"days": (grant.last_day - clock.today(grant.zone)).days}
    return "", {}


def _pending(facts: Facts) -> Detail:
    invitation = facts.invitation
    if invitation is None:
        return "", {}
    if invitation.link_ends_at <= clock.now():
        return "link_expired", {"day": clock.day_of(invitation.link_ends_at, invitation.zone)}
    code = outcome(invitation)
    return ("link_opened" if code == "opened" else code), {}


def _bounced(facts: Facts) -> Detail:
    mail = facts.invitation.message if facts.invitation else None
    code = "bounced" if mail and mail.bounced_at else "failed"
    return code, {"words": mail.reply_text, "code": mail.reply_code} if mail else {}


def _expired(facts: Facts) -> Detail:
    return "ended", {"day": facts.grant.last_day if facts.grant else None}


def _locked(facts: Facts) -> Detail:
    grant = facts.grant
    if grant is None or grant.locked_at is None:
        return "locked", {}
    day = clock.day_of(grant.locked_at, grant.zone)
    return "locked", {"day": day, "reason": grant.lock_reason}


def _revoked(facts: Facts) -> Detail:
    for fact in (facts.invitation, facts.grant):
        if fact and fact.revoked_at:
            return "revoked", {"day": clock.day_of(fact.revoked_at, fact.zone)}
    return "revoked", {}


def _declined(facts: Facts) -> Detail:
    invitation = facts.invitation
    if invitation is None or invitation.declined_at is None:
        return "declined", {}
    return "declined", {"day": clock.day_of(invitation.declined_at, invitation.zone)}


_DETAILS = {
    "active": _active,
    "pending": _pending,
    "bounced": _bounced,
    "expired": _expired,
    "locked": _locked,
    "revoked": _revoked,
    "declined": _declined,
}
