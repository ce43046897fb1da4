"""Resends an invitation under a new link, or takes an invitation or an access back."""

from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _


class MemberMissing(Refusal):
    code = "member_missing"
    words = _("There is no such sales user.")
    status = 404


class NothingPending(Refusal):
    code = "nothing_pending"
    words = _("There is no pending invitation to resend.")
    status = 409


class AccessDateOver(Refusal):
    code = "access_date_over"
    words = _("The access offered ended on %(day)s. Invite this person again with another date.")
    status = 409


class ResentTooOften(Refusal):
    code = "resent_too_often"
    words = _("This invitation was sent %(count)s times within an hour. Try again later.")
    status = 429


class NothingToRevoke(Refusal):
    code = "nothing_to_revoke"
    words = _("There is no pending invitation and no access to revoke.")
    status = 409


def resend(member_ref: str, actor: Actor) -> str:
    """A new link by a new mail; the old link dies, its unsent mail is cancelled.

    Returns the new message's ref. Raises the refusals above.
    """
    raise NotImplementedError


def revoke(member_ref: str, actor: Actor) -> None:
    """Pending: the link dies and unsent mail is cancelled. Active: the access and sessions end."""
    raise NotImplementedError
