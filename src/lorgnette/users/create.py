"""Makes the sign-in of a member: at acceptance, or for an administrator."""

from django.db import IntegrityError, transaction

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import Member, User


class UserExists(Refusal):
    code = "user_exists"
    status = 409
    words = _("%(name)s already signs in with this address.")


def create_user(
    member: Member,
    password_hash: str,
    language: str,
    *,
    actor: Actor,
    is_administrator: bool = False,
) -> User:
    """The new user, active, in the caller's transaction, which ends where it raises `UserExists`.

    Hash the password before that begins.
    """
    try:
        with transaction.atomic(savepoint=False):
            user = User.objects.create(
                member=member,
                address_key=member.address_key,
                password=password_hash,
                language=language,
                is_administrator=is_administrator,
                created_at=clock.now(),
            )
    except IntegrityError:
        raise UserExists(name=member.name) from None
    record("user.created", actor, subject_kind="member", subject_ref=member.public_id)
    return user
