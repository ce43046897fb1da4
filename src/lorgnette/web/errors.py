"""What is shown when there is no page: in words, in the reader's language, with a way on."""

import errno
import logging
import sys
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext

from lorgnette.web import assets
from lorgnette.web.pages import page

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErrorContext:
    """The context of `errors/error.html`."""

    heading: str
    words: str


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _shown(
        request,
        400,
        gettext("This request cannot be understood"),
        gettext("Go back and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _shown(
        request,
        403,
        gettext("This page cannot be shown to you"),
        gettext("Go back, reload the page and try again."),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form came without its token: it is old, or not ours."""
    return _shown(
        request,
        403,
        gettext("This form is out of date"),
        gettext("Nothing was changed. Go back, reload the page and try again."),
    )


def read_only(request: HttpRequest, words: str) -> HttpResponse:
    """Somebody looks as somebody else, and wanted to change something."""
    return _shown(request, 403, gettext("Here you can only look"), words)


def viewing_over(request: HttpRequest, words: str) -> HttpResponse:
    """A form shown while somebody looked as somebody else, sent when that was over."""
    return _shown(request, 409, gettext("You are yourself again"), words)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _shown(
        request,
        404,
        gettext("There is nothing at this address"),
        gettext("The page does not exist, or it is not yours to see."),
    )


def too_large(request: HttpRequest, limit: int) -> HttpResponse:
    """What was sent was not read; `limit` is in megabytes."""
    words = gettext("At most %(limit)s MB can be sent at once. Divide the file and try again.")
    return _shown(request, 413, gettext("This is too large"), words % {"limit": limit})


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """Needs neither database nor session: they may be what failed, and then it passes: 503."""
    error = sys.exc_info()[1]
    passing = _passing(error)
    if passing is None:
        return _bare(
            500,
            gettext("Something went wrong on our side"),
            gettext("The last action may not have been done. Go back and try again in a moment."),
        )
    words, seconds = passing
    shown = _bare(503, gettext("Lorgnette cannot answer right now"), words)
    shown["Retry-After"] = str(seconds)
    return shown


def _passing(error: BaseException | None) -> tuple[str, int] | None:
    """What to say of a failure that passes, and after how many seconds to try again."""
    said = str(error).lower()
    if _is_full(error, said):
        return gettext(
            "The server has no room left, so nothing can be saved. Tell whoever runs it; what was "
            "saved before is safe."
        ), 60
    if not isinstance(error, OperationalError | InterfaceError):
        return None
    if "locked" in said or "deadlock" in said or "timeout" in said:
        return gettext(
            "Many people are saving at the same time, and your turn did not come. The last action "
            "may not have been done: go back and try again."
        ), 5
    return gettext(
        "The database cannot be reached. It usually comes back by itself: go back and try again "
        "in a moment."
    ), 15


def _is_full(error: BaseException | None, said: str) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, DatabaseError) and (" is full" in said or "no space left" in said)


def _bare(status: int, heading: str, words: str) -> HttpResponse:
    context = {"heading": heading, "words": words, "stylesheet": assets.url("main.css")}
    shown = HttpResponse(render_to_string("errors/plain.html", context), status=status)
    add_never_cache_headers(shown)
    return shown


def _shown(request: HttpRequest, status: int, heading: str, words: str) -> HttpResponse:
    try:
        shown = page(request, "errors/error.html", ErrorContext(heading, words), status=status)
    except DatabaseError:
        log.exception("The page of error %s could not be shown.", status)
        return server_error(request)
    # It names whoever is signed in, and a cache may keep a 404 for as long as it likes.
    add_never_cache_headers(shown)
    return shown
