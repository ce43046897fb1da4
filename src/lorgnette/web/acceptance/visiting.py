"""Tells a person who opened the invitation from a program that fetched its link."""

import re

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from lorgnette.invitations.accept import opened
from lorgnette.invitations.visits import SCANNER, UNKNOWN, visited
from lorgnette.web.acceptance.held import held
from lorgnette.web.acceptance.unlisted import unlisted
from lorgnette.web.signin.visitor import agent, client_ip

# What programs that check links call themselves; one that calls itself a browser is not known
# by its name, but does nothing on the page.
_PROGRAMS = re.compile(
    r"bot\b|bots?/|crawl|spider|scan|headless|preview|fetch|monitor|phantom|slurp|safelink|"
    r"proofpoint|barracuda|mimecast|urldefense|curl|wget|python|java/|okhttp|libwww|go-http|"
    r"node|axios|ruby|perl|httpclient",
    re.IGNORECASE,
)
_AHEAD = ("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz")


def visit(request: HttpRequest, token: str) -> None:
    """Notes that the page was fetched, and changes nothing else."""
    by = SCANNER if _is_program(request) else UNKNOWN
    visited(token, by, ip=client_ip(request), agent=agent(request))


@require_POST
@unlisted
def invitation_opened(request: HttpRequest) -> HttpResponse:
    """The page tells that somebody acted on it."""
    token = held(request)
    if token and not _is_program(request):
        opened(token, ip=client_ip(request), agent=agent(request))
    return HttpResponse(status=204)


def _is_program(request: HttpRequest) -> bool:
    ahead = any(
        word in request.headers.get(name, "").lower()
        for name in _AHEAD
        for word in ("prefetch", "preview", "prerender")
    )
    name = agent(request)
    return request.method == "HEAD" or ahead or not name or bool(_PROGRAMS.search(name))
