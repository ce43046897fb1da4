"""The invitation's token between its link and its acceptance: a signed cookie of 30 minutes."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lorgnette.kernel.tokens import digest

NAME = "lorgnette_invitation"
PATH = "/invitation/"
SALT = "lorgnette.invitation"
ACCEPTED = "accepted_invitation"
SECONDS = 30 * 60
# A token has 43 plain characters; whatever is longer is none and would burst the cookie, and
# other letters do not belong into a header.
LONGEST = 100


def hold(response: HttpResponse, token: str) -> None:
    """Keeps the token for the pages of the invitation alone."""
    response.set_signed_cookie(
        NAME,
        token.encode("ascii", "replace").decode()[:LONGEST],
        salt=SALT,
        max_age=SECONDS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def held(request: HttpRequest) -> str:
    """The token, or "" where none is held or its time is over."""
    return request.get_signed_cookie(NAME, default="", salt=SALT, max_age=SECONDS) or ""


def remember_accepted(request: HttpRequest, token: str) -> None:
    """This session accepted the invitation: its link leads on from now on."""
    request.session[ACCEPTED] = digest(token)


def accepted_here(request: HttpRequest, token: str) -> bool:
    """Whether this session, still signed in, accepted the invitation of this token."""
    return request.user.is_authenticated and request.session.get(ACCEPTED) == digest(token)
