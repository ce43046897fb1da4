"""Notes that an invitation's link was fetched: by a person or a program, nobody knows yet."""

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.invitations.links import LinkDead, LinkUnknown, find, must_be_good
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor

SCANNER, UNKNOWN = "scanner", "unknown"


def visited(token: str, by: str = UNKNOWN, *, ip: str = "", agent: str = "") -> None:
    """Once; a dead or unknown link is left alone. `by` is scanner for what shows itself as one.

    Whoever then acts on the page is a person: `accept.opened`.
    """
    try:
        invitation = find(token)
        must_be_good(invitation)
    except (LinkUnknown, LinkDead):
        return
    if invitation.visited_at is not None:
        return
    unvisited = Invitation.objects.filter(pk=invitation.pk, visited_at=None)
    with transaction.atomic():
        if unvisited.update(visited_at=clock.now()):
            _record("visited", invitation, by, Actor("stranger", "", "", "", ip, agent))


def _record(verb: str, invitation: Invitation, by: str, actor: Actor) -> None:
    record(
        f"invitation.{verb}",
        actor,
        subject_kind="member",
        subject_ref=invitation.member.public_id,
        values={"invited_at": invitation.invited_at, "by": by},
        personal={"address": invitation.member.address},
    )
