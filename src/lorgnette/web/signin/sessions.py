"""How long a sign-in lasts: thirty days at most, however often it is used."""

from django.contrib.auth import logout
from django.http import HttpRequest

from lorgnette.kernel import clock

LONGEST_SECONDS = 30 * 24 * 3600
_SINCE = "since"


def begin(request: HttpRequest) -> None:
    """Notes when this session began."""
    request.session[_SINCE] = clock.now().timestamp()


def is_over(request: HttpRequest) -> bool:
    """Whether it has lasted long enough; then it has ended."""
    since = request.session.get(_SINCE)
    if since is None or clock.now().timestamp() - since < LONGEST_SECONDS:
        return False
    logout(request)
    return True
