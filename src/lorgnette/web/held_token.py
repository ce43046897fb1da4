"""A link's token between the link and its page: a signed cookie of 30 minutes, no row."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

SECONDS = 30 * 60
# A token has 43 plain characters; whatever is longer is none and would burst the cookie, and
# other letters do not belong into a header.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class HeldToken:
    """The cookie's name, and the pages below `path` that it is for."""

    name: str
    path: str

    def hold(self, response: HttpResponse, token: str) -> None:
        response.set_signed_cookie(
            self.name,
            token.encode("ascii", "replace").decode()[:LONGEST],
            salt=self._salt,
            max_age=SECONDS,
            path=self.path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )

    def held(self, request: HttpRequest) -> str:
        """The token, or "" where none is held or its time is over."""
        found = request.get_signed_cookie(self.name, default="", salt=self._salt, max_age=SECONDS)
        return found or ""

    @property
    def _salt(self) -> str:
        return self.name.replace("_", ".")
