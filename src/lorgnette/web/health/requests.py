"""Gives each request a number, and tells how it was answered: one line, and the counters."""

import logging
import re
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lorgnette.kernel.tokens import public_id
from lorgnette.kernel.tracing import request_id
from lorgnette.web.health import counters

log = logging.getLogger("lorgnette.requests")

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[\w.-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# Asked every few seconds, or once for every page: told only to whoever wants to see all.
_QUIET = ("/static/", "/live/", "/healthz", "/readyz", "/metrics")


class Told:
    """The outermost middleware: what it does not see was not asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = _number(request)
        token, began = request_id.set(number), time.perf_counter()
        try:
            response = self._get_response(request)
            response[HEADER] = number
            _tell(request, response.status_code, time.perf_counter() - began)
        finally:
            request_id.reset(token)
        return response


def _number(request: HttpRequest) -> str:
    """A proxy of ours may have numbered it already; anybody else's number is not taken."""
    given = request.headers.get(HEADER, "") if settings.PROXIES else ""
    return given if _GIVEN.fullmatch(given) else public_id()


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    page = _page(request)
    method = request.method if request.method in _METHODS else "other"
    counters.answered(page, method, status, seconds)
    if page == "account_login" and method == "POST":
        counters.signing_in(succeeded=status in (302, 204))
    weight = logging.DEBUG if request.path.startswith(_QUIET) else logging.INFO
    facts = {
        "method": method,
        "path": request.path[:200],
        "status": status,
        "ms": round(seconds * 1000, 1),
        # A reference of ours, set by the guard that let somebody in; never the address.
        "member": getattr(request, "member_ref", ""),
    }
    log.log(weight, "answered", extra={"facts": facts})


def _page(request: HttpRequest) -> str:
    """The name of the page that was asked for, one of a few dozen."""
    found = request.resolver_match
    if found:
        return found.view_name or found._func_path
    return next((name.strip("/") for name in _QUIET if request.path.startswith(name)), "none")
