"""A link that opens nothing asks for a new one: noted alike for every link, looked into later."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from lorgnette.access.responsible import administrators
from lorgnette.audit.record import record
from lorgnette.invitations.amend import open_invitation
from lorgnette.invitations.models import Invitation, LinkAsk, LinkRequest
from lorgnette.invitations.standing import hold
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.tokens import digest
from lorgnette.mail import outbox
from lorgnette.users.models import User
from lorgnette.workspace.settings import current

# Whoever is asked is asked once in this time, whatever the number of clicks.
AGAIN_AFTER = timedelta(days=1)
PORTION = 100


def ask(token: str, *, ip: str = "", agent: str = "") -> None:
    """One row, whatever the token is: neither the answer nor the work done tells a stranger."""
    row = LinkAsk(token_digest=digest(token), asked_at=clock.now(), ip=ip[:45], agent=agent[:300])
    LinkAsk.objects.bulk_create([row], ignore_conflicts=True)


def pass_on() -> int:
    """Looks into what was asked and mails whoever invited; returns how many asks were done."""
    if not LinkAsk.objects.exists():
        return 0
    with transaction.atomic():
        asks = list(LinkAsk.objects.select_for_update(skip_locked=True).order_by("pk")[:PORTION])
        for row in asks:
            _look_into(row)
        LinkAsk.objects.filter(pk__in=[row.pk for row in asks]).delete()
    return len(asks)


def _look_into(row: LinkAsk) -> None:
    """Only an invitation that still waits for an answer is worth a new link."""
    found = Invitation.objects.select_related("member")
    asked = found.filter(token_digest=row.token_digest).first()
    if asked is None:
        return
    hold([asked.member_id])
    waiting = open_invitation(asked.member)
    over = asked.superseded_at is not None or asked.link_ends_at <= row.asked_at
    if waiting is None or not over or _asked_lately(waiting, row.asked_at):
        return
    request, _made = LinkRequest.objects.update_or_create(
        member=asked.member, closed_at=None, defaults={"asked_at": row.asked_at}
    )
    _mail(request, waiting)
    _record(row, waiting)


def _asked_lately(invitation: Invitation, at: datetime) -> bool:
    rows = LinkRequest.objects.filter(member=invitation.member_id)
    return rows.filter(asked_at__gt=at - AGAIN_AFTER).exists()


def _mail(request: LinkRequest, invitation: Invitation) -> None:
    everybody = administrators()
    inviter = [user for user in everybody if user.member_id == invitation.inviter_id]
    outbox.put_many([_envelope(request, invitation, to) for to in inviter or everybody])


def _envelope(request: LinkRequest, invitation: Invitation, to: User) -> outbox.Envelope:
    workspace, person, reader = current(), invitation.member, to.member
    return outbox.Envelope(
        kind="link_asked",
        language=to.language or reader.language,
        to_name=reader.name,
        to_address=reader.address,
        values={
            "first_name": reader.first_name,
            "name": reader.name,
            "company": workspace.name,
            "postal_address": workspace.postal_address,
            "person": person.name,
            "address": person.address,
            "invited_day": clock.day_of(invitation.invited_at, workspace.zone).isoformat(),
        },
        link=f"{settings.BASE_URL}{reverse('link_answer', args=[request.public_id])}",
    )


def _record(row: LinkAsk, invitation: Invitation) -> None:
    member = invitation.member
    actor = Actor("invited", member.public_id, member.name, member.address, row.ip, row.agent)
    record(
        "invitation.link_asked",
        actor,
        subject_kind="member",
        subject_ref=member.public_id,
        values={"invited_at": invitation.invited_at},
    )
