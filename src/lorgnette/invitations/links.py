"""Finds an invitation by its link's token, or says what became of the link."""

from datetime import datetime

from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.tokens import digest
from lorgnette.kernel.words import gettext_noop as _


class LinkUnknown(Refusal):
    code = "link_unknown"
    words = _("This link leads to no invitation. Check that it is complete.")
    status = 404


class LinkDead(Refusal):
    """The link was good once. `values` hold `inviter`, `day` (in the invitation's zone)."""

    status = 410


class LinkExpired(LinkDead):
    code = "link_expired"
    words = _("This link ran out on %(day)s. Ask %(inviter)s to send you a new one.")


class LinkUsed(LinkDead):
    code = "link_used"
    words = _("This invitation was accepted on %(day)s. Sign in to go on.")


class LinkRevoked(LinkDead):
    code = "link_revoked"
    words = _("%(inviter)s took this invitation back on %(day)s.")


class LinkSuperseded(LinkDead):
    code = "link_superseded"
    words = _("A newer invitation was sent to you on %(day)s. Use the link in that message.")


class LinkDeclined(LinkDead):
    code = "link_declined"
    words = _("This invitation was declined on %(day)s. Ask %(inviter)s for a new one.")


def find(token: str) -> Invitation:
    """The invitation of this link, dead or not. Raises `LinkUnknown`."""
    rows = Invitation.objects.select_related("member__user", "inviter")
    invitation = rows.filter(token_digest=digest(token)).first()
    if invitation is None:
        raise LinkUnknown
    return invitation


def must_be_good(invitation: Invitation) -> None:
    """Raises a `LinkDead` that says what happened; an answer given says more than what followed."""
    for dead, at in (
        (LinkUsed, invitation.accepted_at),
        (LinkDeclined, invitation.declined_at),
        (LinkRevoked, invitation.revoked_at),
        (LinkSuperseded, invitation.superseded_at),
    ):
        if at is not None:
            raise _dead(dead, invitation, at)
    if invitation.link_ends_at <= clock.now():
        raise _dead(LinkExpired, invitation, invitation.link_ends_at)


def _dead(dead: type[LinkDead], invitation: Invitation, at: datetime) -> LinkDead:
    return dead(inviter=invitation.inviter.name, day=clock.day_of(at, invitation.zone))
