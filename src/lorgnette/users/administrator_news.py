"""Tells every administrator by mail who was invited to administer, joined, or was removed."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from lorgnette.kernel.actor import Actor
from lorgnette.mail.outbox import Envelope, put_many
from lorgnette.users.administering import administering
from lorgnette.users.models import Member, User
from lorgnette.workspace.settings import current

INVITED, JOINED, REMOVED, REVOKED, CREATED = "invited", "joined", "removed", "revoked", "created"


def tell_all(
    change: str, about: Member, actor: Actor, *, reason: str = "", also: Iterable[User] = ()
) -> None:
    """Puts a mail to each, and to `also`, in the caller's transaction."""
    users = {user.pk: user for user in (*administering(), *also)}
    workspace = current()
    values = {
        "change": change,
        "person": about.name,
        "person_address": about.address,
        "by": actor.name,
        "reason": reason,
        "company": workspace.name,
        "postal_address": workspace.postal_address,
        "zone": workspace.zone,
    }
    put_many([_envelope(user, values) for user in users.values()])


def _envelope(user: User, values: dict[str, str]) -> Envelope:
    member = user.member
    own = {"first_name": member.first_name, "name": member.name, "address": member.address}
    return Envelope(
        kind="administrators_changed",
        language=user.language or member.language,
        to_address=member.address,
        to_name=member.name,
        link=f"{settings.BASE_URL}{reverse('admin_users')}",
        values={**values, **own},
    )
