"""The mailed link: its token leaves the address bar for a signed cookie, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from lorgnette.web.acceptance.held import hold
from lorgnette.web.acceptance.unlisted import unlisted


@require_safe
@unlisted
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 (a view)
    """Redirects to the clean address; whether the token is good is said there."""
    response = redirect("invitation")
    hold(response, token)
    # Here alone: a form of a page without referrer posts with the origin "null" and is refused.
    response["Referrer-Policy"] = "no-referrer"
    return response
