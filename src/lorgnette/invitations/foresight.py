"""What somebody sees or would see: by their access, by the offer that waits, or uninvited."""

from dataclasses import replace

from lorgnette.access import standing as states
from lorgnette.access.models import OWN
from lorgnette.access.policy import Viewer, foreseen, foreseen_uninvited, viewer_for
from lorgnette.access.standing import Standing, standing
from lorgnette.access.viewing import Looking
from lorgnette.directory.models import CrmUser
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.standing import PRODUCT
from lorgnette.kernel.actor import Actor
from lorgnette.users.models import Member, User
from lorgnette.workspace.settings import current


def would_see(looking: Looking, actor: Actor) -> Viewer:
    """For `actor`, who may change nothing. Read anew at every request.

    Of whoever can come in it is what they come in to, refusals included. Raises one of the
    `NoAccess` refusals.
    """
    if looking.member_id is None:
        crm_user = CrmUser.objects.get(pk=looking.crm_user_id or 0)
        return foreseen_uninvited(crm_user, current().zone, actor)
    member = Member.objects.get(pk=looking.member_id)
    user = User.objects.filter(member=member).first()
    offered = None if user and user.is_administrator else _offered(member)
    if offered is None and user:
        return replace(viewer_for(user), actor=actor, read_only=True)
    return foreseen(member, offered or standing(member.pk), actor)


def _offered(member: Member) -> Standing | None:
    """The terms of the last offer where no access counts; null where one does."""
    now = standing(member.pk)
    if now.state not in (states.NEVER, states.REVOKED):
        return None
    offer = Invitation.objects.filter(member=member, product=PRODUCT, superseded_at=None).first()
    if now.state == states.REVOKED and (offer is None or not _waits(offer)):
        return None
    if offer is None:
        return Standing(states.ACTIVE, scope=OWN, zone=current().zone)
    return Standing(
        states.ACTIVE,
        scope=offer.scope,
        chosen_id=offer.chosen_id,
        last_day=offer.last_day,
        zone=offer.zone,
    )


def _waits(offer: Invitation) -> bool:
    return not (offer.accepted_at or offer.declined_at or offer.revoked_at)
