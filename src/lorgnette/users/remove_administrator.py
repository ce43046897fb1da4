"""Removes an administrator: never the last one who can sign in, and everybody is told."""

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.administering import administering, must_administer
from lorgnette.users.administrator_news import REMOVED, tell_all
from lorgnette.users.invite_administrator import OPEN, take_back
from lorgnette.users.models import AdministratorInvitation, SigninLink, User
from lorgnette.users.sessions import end_all


class NoSuchAdministrator(Refusal):
    code = "no_such_administrator"
    status = 404
    words = _("There is no such administrator.")


class LastAdministrator(Refusal):
    code = "last_administrator"
    status = 409
    words = _(
        "%(name)s is the last administrator who can sign in. Invite another, and wait until they "
        "have accepted."
    )


def remove(member_ref: str, actor: Actor) -> None:
    """Takes the role away; access to Account Insight stays as it is, open sessions end.

    Invitations that they sent to others to administer are taken back. Raises the refusals above,
    or `NotAnAdministrator`.
    """
    with transaction.atomic():
        # All of them, in one order: two who remove each other are told one after the other.
        everybody = list(administering().select_for_update(of=("self",)).order_by("pk"))
        must_administer(actor)
        user = next((one for one in everybody if one.member.public_id == member_ref), None)
        if user is None:
            raise NoSuchAdministrator
        if not any(one.has_usable_password() for one in everybody if one.pk != user.pk):
            raise LastAdministrator(name=user.member.name)
        User.objects.filter(pk=user.pk).update(is_administrator=False)
        end_all(member_ref)
        SigninLink.objects.filter(user=user, used_at=None).delete()
        _take_back(user, actor)
        member = user.member
        record(
            "administrator.removed",
            actor,
            subject_kind="member",
            subject_ref=member.public_id,
            values={"role": "administrator"},
            personal={"name": member.name, "address": member.address},
        )
        tell_all(REMOVED, member, actor, also=[user])


def is_last(member_ref: str) -> bool:
    """Whether `remove` would refuse now."""
    return not any(
        one.has_usable_password()
        for one in administering().select_related("member")
        if one.member.public_id != member_ref
    )


def _take_back(user: User, actor: Actor) -> None:
    theirs = AdministratorInvitation.objects.filter(inviter=user.member_id, **OPEN)
    for row in theirs.select_related("member").order_by("member_id"):
        take_back(row, actor)
