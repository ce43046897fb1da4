"""Writes invitations with their messages, under new links, in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lorgnette.access import seats
from lorgnette.directory.models import CrmUser
from lorgnette.invitations import offers, standing
from lorgnette.invitations.models import Batch, Invitation
from lorgnette.invitations.offers import Terms
from lorgnette.kernel import bulk
from lorgnette.kernel.among import Among
from lorgnette.kernel.tokens import digest, new_token
from lorgnette.mail.models import Text
from lorgnette.mail.outbox import Envelope, put_many
from lorgnette.users.models import Member
from lorgnette.workspace.settings import Settings, current


@dataclass(frozen=True, slots=True)
class Issue:
    """One invitation to write. The caller holds the member (`standing.hold`)."""

    member: Member
    inviter: Member
    batch: Batch | None
    via: str
    language: str
    text: Text | None
    offered: Terms
    chosen: CrmUser | None
    reason: str
    accounts: int
    renews: Invitation | None = None
    moved_from_id: int | None = None


def issue(issues: Sequence[Issue], at: datetime) -> list[Invitation]:
    """Each supersedes the member's current one, and keeps a seat as long as its link is good.

    The tokens leave in sealed messages alone. Raises `seats.TooFewSeats`.
    """
    seats.reserve_each({one.member.pk: one.offered.link_ends_at for one in issues})
    members = Among("member", [one.member.pk for one in issues])
    current_ones = Invitation.objects.filter(members, superseded_at=None, product=standing.PRODUCT)
    current_ones.update(superseded_at=at)
    tokens, workspace = [new_token() for _one in issues], current()
    envelopes = [_envelope(*pair, workspace) for pair in zip(issues, tokens, strict=True)]
    stencil = bulk.Stencil(Invitation, invited_at=at)
    rows = [
        _invitation(stencil, one, token, message.pk)
        for one, token, message in zip(issues, tokens, put_many(envelopes), strict=True)
    ]
    bulk.write(rows)
    return rows


def _envelope(one: Issue, token: str, workspace: Settings) -> Envelope:
    member, inviter = one.member, one.inviter
    return Envelope(
        kind="invitation",
        language=one.language,
        text=one.text,
        to_name=member.name,
        to_address=member.address,
        reply_name=inviter.name,
        reply_address=inviter.address,
        values=offers.values(
            first_name=member.first_name,
            name=member.name,
            address=member.address,
            accounts=one.accounts,
            inviter=inviter.name,
            offered=one.offered,
            workspace=workspace,
        ),
        link=offers.link(token),
        batch_ref=one.batch.public_id if one.batch else "",
        about_ref=member.public_id,
    )


def _invitation(
    stencil: bulk.Stencil[Invitation], one: Issue, token: str, message_id: int
) -> Invitation:
    offered = one.offered
    return stencil.row(
        member_id=one.member.pk,
        batch_id=one.batch.pk if one.batch else None,
        inviter_id=one.inviter.pk,
        via=one.via,
        renews_id=one.renews.pk if one.renews else None,
        moved_from_id=one.moved_from_id,
        message_id=message_id,
        token_digest=digest(token),
        language=one.language,
        scope=offered.scope,
        chosen_id=one.chosen.pk if one.chosen else None,
        last_day=offered.last_day,
        zone=offered.zone,
        ends_at=offered.ends_at,
        reason=one.reason,
        link_ends_at=offered.link_ends_at,
    )
