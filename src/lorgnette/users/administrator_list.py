"""Who is invited to administer and has not answered yet."""

from dataclasses import dataclass
from datetime import datetime

from lorgnette.kernel import clock
from lorgnette.users.invite_administrator import OPEN
from lorgnette.users.models import AdministratorInvitation

QUEUED, SENT, BOUNCED, EXPIRED = "queued", "sent", "bounced", "expired"


@dataclass(frozen=True, slots=True)
class InvitedLine:
    """One invitation that waits. `state` is queued, sent, bounced or expired."""

    ref: str
    name: str
    address: str
    reason: str
    inviter: str
    invited_at: datetime
    link_ends_at: datetime
    state: str


def list_invited() -> list[InvitedLine]:
    """By name."""
    rows = AdministratorInvitation.objects.filter(**OPEN)
    found = rows.select_related("member", "inviter", "message")
    return [_line(row) for row in found.order_by("member__sort_key", "id")]


def _line(row: AdministratorInvitation) -> InvitedLine:
    member = row.member
    return InvitedLine(
        ref=member.public_id,
        name=member.name,
        address=member.address,
        reason=row.reason,
        inviter=row.inviter.name,
        invited_at=row.invited_at,
        link_ends_at=row.link_ends_at,
        state=_state(row),
    )


def _state(row: AdministratorInvitation) -> str:
    message = row.message
    if row.link_ends_at <= clock.now():
        return EXPIRED
    if message is not None and (message.bounced_at or message.failed_at):
        return BOUNCED
    return SENT if message is None or message.sent_at else QUEUED
