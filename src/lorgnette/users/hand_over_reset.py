"""Shows an administrator a link to a new password once, to hand it over where no mail arrives."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users import reset
from lorgnette.users.administering import must_administer
from lorgnette.users.members import by_ref
from lorgnette.users.models import Member, User


class NoPasswordToReset(Refusal):
    code = "no_password_to_reset"
    status = 409
    words = _("%(name)s has no password here that could be set anew.")


class ResetOfAdministrator(Refusal):
    """One administrator would else become another, and act under that name."""

    code = "reset_of_administrator"
    status = 409
    words = _(
        "%(name)s is an administrator. Their link is made on the server: lorgnette admin create."
    )


@dataclass(frozen=True, slots=True)
class ResetLink:
    """The link, which is stored nowhere: it cannot be shown again."""

    link: str
    ends_at: datetime


def hand_over_reset(member_ref: str, actor: Actor) -> ResetLink:
    """The same link as a mail would bring; it dies as that one does, at its use or its end.

    Raises `MemberUnknown`, `NotAnAdministrator` and the refusals above.
    """
    with transaction.atomic():
        must_administer(actor)
        member = by_ref(member_ref)
        user = _checked(member)
        ends_at = reset.ends_at()
        record(
            "user.reset_link_made",
            actor,
            subject_kind="member",
            subject_ref=member.public_id,
            values={"link_ends_at": ends_at},
            personal={"address": member.address},
        )
    return ResetLink(reset.link(user), ends_at)


def can_hand_over(member_ref: str) -> bool:
    """Whether `hand_over_reset` would make one now."""
    try:
        _checked(by_ref(member_ref))
    except (NoPasswordToReset, ResetOfAdministrator):
        return False
    return True


def _checked(member: Member) -> User:
    user = User.objects.filter(member=member, is_active=True).first()
    if user is None or not user.has_usable_password():
        raise NoPasswordToReset(name=member.name)
    if user.is_administrator:
        raise ResetOfAdministrator(name=member.name)
    return user
