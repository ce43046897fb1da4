"""Changes a person's own password, or sets it anew after a reset."""

from django.contrib.auth.hashers import check_password
from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.tokens import public_id
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import User
from lorgnette.users.passwords import check_password_rules, hash_password


class CurrentPasswordWrong(Refusal):
    code = "current_password_wrong"
    words = _("This is not your current password.")


def change_password(user: User, current: str, new: str, actor: Actor) -> None:
    """Ends the person's other sessions. Raises `CurrentPasswordWrong`, or those of `passwords`."""
    if not check_password(current, user.password):
        raise CurrentPasswordWrong("current_password")
    set_password(user, new, actor)


def set_password(user: User, new: str, actor: Actor) -> None:
    """Ends all the person's sessions. Raises the refusals of `passwords` beside "password"."""
    check_password_rules(new, user.member)
    store_password(user, hash_password(new), actor)


def store_password(user: User, password_hash: str, actor: Actor) -> None:
    """The same with a hash, for a verb whose transaction has begun."""
    user.password, user.session_salt = password_hash, public_id()
    with transaction.atomic():
        user.save(update_fields=["password", "session_salt"])
        record(
            "user.password_changed",
            actor,
            subject_kind="member",
            subject_ref=user.member.public_id,
        )
