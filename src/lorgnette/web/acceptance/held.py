"""The invitation's token from its link to its acceptance, and what this session accepted."""

from django.http import HttpRequest

from lorgnette.kernel.tokens import digest
from lorgnette.web.held_token import HeldToken

INVITATION = HeldToken("lorgnette_invitation", "/invitation/")
ACCEPTED = "accepted_invitation"
hold, held = INVITATION.hold, INVITATION.held


def remember_accepted(request: HttpRequest, token: str) -> None:
    """This session accepted the invitation: its link leads on from now on."""
    request.session[ACCEPTED] = digest(token)


def accepted_here(request: HttpRequest, token: str) -> bool:
    """Whether this session, still signed in, accepted the invitation of this token."""
    return request.user.is_authenticated and request.session.get(ACCEPTED) == digest(token)
