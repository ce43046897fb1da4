"""The addresses of whoever watches the server, answered before anything else is asked.

They need no session, no known host and but for `/readyz` and `/metrics` no database, so that they
answer where pages do not.
"""

import hmac
import json
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from lorgnette.operations import readiness
from lorgnette.web.health import counters
from lorgnette.web.health.figures import Figures

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_OWN_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
# Whatever passed through a proxy bears one of these; a visitor who sends one shuts himself out.
_PASSED_ON = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")


class Doors:
    """Answers `/healthz`, `/readyz` and `/metrics`; lets everything else pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        door = _DOORS.get(request.path)
        if door is None:
            return self._get_response(request)
        if request.method not in ("GET", "HEAD"):
            return _plain("Only GET.\n", 405)
        response = door(request)
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response


def _healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return _plain("ok\n")


def _readyz(_request: HttpRequest) -> HttpResponse:
    """Pages can be served; else 503 with the reason's code."""
    sign = counters.stop_sign()
    reason = "stopping" if sign is not None and sign.exists() else readiness.hindrance()
    told = json.dumps({"ready": not reason, "reason": reason})
    status = 503 if reason else 200
    return HttpResponse(f"{told}\n", content_type="application/json", status=status)


def _metrics(request: HttpRequest) -> HttpResponse:
    """Figures in Prometheus' text, for whoever has the token, or sits at this machine."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode()):
            refused = _plain("Send the token.\n", 401)
            refused["WWW-Authenticate"] = "Bearer"
            return refused
    elif not _from_this_machine(request):
        return _plain("Not found.\n", 404)
    text = generate_latest(counters.registry(Figures()))
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)


def _from_this_machine(request: HttpRequest) -> bool:
    """Nothing that a proxy on this machine passes on: it has the visitor's host or a mark."""
    direct = request.META.get("REMOTE_ADDR") in _LOOPBACK
    host = request.META.get("HTTP_HOST", "").rpartition(":")
    name = host[0] if host[2].isdigit() and host[0] else "".join(host)
    passed_on = any(header in request.headers for header in _PASSED_ON)
    return direct and name in _OWN_NAMES and not passed_on


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain", status=status)


_DOORS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": _healthz,
    "/readyz": _readyz,
    "/metrics": _metrics,
}
