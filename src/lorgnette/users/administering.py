"""Who administers at this moment."""

from django.db.models import QuerySet

from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import User


class NotAnAdministrator(Refusal):
    code = "not_an_administrator"
    status = 403
    words = _("Only administrators can do this.")


def administering() -> QuerySet[User]:
    """All that have the role and are not shut out."""
    return User.objects.filter(is_administrator=True, is_active=True)


def must_administer(actor: Actor) -> None:
    """Who was removed a moment ago decides nothing. Raises `NotAnAdministrator`."""
    if not administering().filter(member__public_id=actor.ref).exists():
        raise NotAnAdministrator
