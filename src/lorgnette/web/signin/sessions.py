"""How long a sign-in lasts: so many days unused, and so many in all, as the company has set."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse

from lorgnette.access.viewing import SIGNED_OUT
from lorgnette.kernel import clock
from lorgnette.users import open_sessions
from lorgnette.web.looking import stop
from lorgnette.web.signin.visitor import agent, client_ip
from lorgnette.workspace.settings import current

DAY = 24 * 3600
# Written so often at most: a session in use costs no write a request.
EVERY_SECONDS = 5 * 60
_SINCE, _SEEN = "since", "seen"


class SessionLimits:
    """The middleware: whoever was away too long, or in too long, is a stranger."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """At each request with a session, whatever door it asks for."""
        if request.session.session_key and request.user.is_authenticated and _is_over(request):
            forget(request)
            logout(request)


def begin(request: HttpRequest) -> None:
    """Notes who signed in here, and when. The session has its key by now."""
    at = clock.now().timestamp()
    request.session[_SINCE] = request.session[_SEEN] = at
    _keep(request, at)
    _note(request)


def go_on(request: HttpRequest, user: Any) -> None:
    """All sessions of `user` have ended but this one, which has a new key."""
    open_sessions.forget(request.session.session_key or "")
    update_session_auth_hash(request, user)
    request.user = user
    _note(request)


def forget(request: HttpRequest) -> None:
    """Call it before the session is signed out."""
    stop(request, SIGNED_OUT)
    open_sessions.forget(request.session.session_key or "")


def _note(request: HttpRequest) -> None:
    user: Any = request.user
    key, since = request.session.session_key or "", request.session.get(_SINCE)
    at = clock.now() if since is None else datetime.fromtimestamp(since, UTC)
    open_sessions.began(key, user, at, ip=client_ip(request), agent=agent(request))


def _is_over(request: HttpRequest) -> bool:
    """Whether a limit is reached; if not, notes from time to time that it is used."""
    at, limits, kept = clock.now().timestamp(), current(), request.session
    since = kept.setdefault(_SINCE, at)
    seen = kept.get(_SEEN)
    if at - since >= limits.session_days * DAY:
        return True
    if seen is not None and at - seen >= limits.session_idle_days * DAY:
        return True
    if seen is None or at - seen >= EVERY_SECONDS:
        kept[_SEEN] = at
        _keep(request, at)
        open_sessions.seen(kept.session_key or "", ip=client_ip(request))
    return False


def _keep(request: HttpRequest, at: float) -> None:
    """Cookie and row live as long as the session may."""
    limits = current()
    left = limits.session_days * DAY - (at - request.session[_SINCE])
    request.session.set_expiry(max(1, int(min(left, limits.session_idle_days * DAY))))
