"""The token of an invitation to administer, between its link and its page: a signed cookie."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NAME = "lorgnette_joining"
PATH = "/administrator-invitation/"
SALT = "lorgnette.joining"
SECONDS = 30 * 60
# A token has 43 plain characters; whatever is longer is none and would burst the cookie.
LONGEST = 100


def hold(response: HttpResponse, token: str) -> None:
    """Keeps the token for half an hour, for that page alone."""
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
