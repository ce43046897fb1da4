"""As whom this browser looks at Account Insight: a mark in its session, and the row it names.

What a page shown so sends says so too, since the page may stay open in another tab when it is over.
"""

from typing import Any

from django.http import HttpRequest

from lorgnette.access import viewing
from lorgnette.access.viewing import Looking
from lorgnette.users.actors import actor_of

_MARK = "viewing"
# In a form, and in what htmx sends.
FIELD, HEADER = "viewing", "X-Viewing"


def looking(request: HttpRequest) -> Looking | None:
    """As whom; null: as oneself. Asked once a request, and nothing is asked without the mark."""
    known: Any = request
    if not hasattr(known, "_looking"):
        known._looking = _found(request)
    found: Looking | None = known._looking
    return found


def shown_as(request: HttpRequest) -> str:
    """The ref of the viewing whose page sends this; "" where one's own does."""
    return request.POST.get(FIELD) or request.headers.get(HEADER, "")


def mark(request: HttpRequest, found: Looking) -> None:
    """From the next request on."""
    request.session[_MARK] = found.ref


def is_marked(request: HttpRequest) -> bool:
    """Also where what the mark names is over."""
    return _MARK in request.session


def unmark(request: HttpRequest) -> None:
    """As oneself again."""
    request.session.pop(_MARK, None)


def stop(request: HttpRequest, how: str) -> None:
    """It is over, if it was begun: by the button, or because the session ends."""
    user: Any = request.user
    if is_marked(request) and user.is_authenticated:
        viewing.end(request.session.session_key or "", actor_of(user), how)
        unmark(request)


def _found(request: HttpRequest) -> Looking | None:
    # Neither, where the request failed before they were read.
    session: Any = getattr(request, "session", None)
    user: Any = getattr(request, "user", None)
    if session is None or user is None or not session.get(_MARK) or not user.is_authenticated:
        return None
    return viewing.current(session[_MARK], user, session.session_key or "")
