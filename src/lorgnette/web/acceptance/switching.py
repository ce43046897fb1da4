"""Somebody else is signed in: they leave, and the invited person goes on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lorgnette.web.acceptance.unlisted import unlisted
from lorgnette.web.signin.signing import sign_out


@require_POST
@unlisted
def invitation_switch(request: HttpRequest) -> HttpResponse:
    """Signs out as the sign-out page does, and comes back to the invitation."""
    sign_out(request)
    return redirect("invitation")
