"""What is shown when there is no page: in words, in the reader's language, with a way on."""

import logging
from dataclasses import dataclass

from django.db import DatabaseError
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


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _shown(
        request,
        404,
        gettext("There is nothing at this address"),
        gettext("The page does not exist, or it is not yours to see."),
    )


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """Needs neither database nor session: they may be what failed."""
    context = {
        "heading": gettext("Something went wrong on our side"),
        "words": gettext(
            "The last action may not have been done. Go back and try again in a moment."
        ),
        "stylesheet": assets.url("main.css"),
    }
    return HttpResponse(render_to_string("errors/plain.html", context), status=500)


def _shown(request: HttpRequest, status: int, heading: str, words: str) -> HttpResponse:
    try:
        shown = page(request, "errors/error.html", ErrorContext(heading, words), status=status)
    except DatabaseError:
        log.exception("The page of error %s could not be shown.", status)
        return server_error(request)
    # It names whoever is signed in, and a cache may keep a 404 for as long as it likes.
    add_never_cache_headers(shown)
    return shown
