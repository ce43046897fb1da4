"""What the guards of Account Insight ask of a browser that looks as somebody else."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from lorgnette.access import viewing
from lorgnette.access.policy import Viewer
from lorgnette.access.viewing import Looking
from lorgnette.invitations.foresight import would_see
from lorgnette.kernel.actor import Actor
from lorgnette.web import errors
from lorgnette.web.looking import is_marked, looking, shown_as, unmark

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def stand_in(request: HttpRequest, actor: Actor) -> Viewer | HttpResponse | None:
    """The viewer whose place is taken, an answer instead of the page, or null: as oneself.

    What was over is not gone on with as oneself, unseen; nor is what a page sends that was shown
    then. Raises `NoAccess` refusals.
    """
    sent_as = "" if request.method in SAFE else shown_as(request)
    found = looking(request)
    if sent_as and (found is None or found.ref != sent_as):
        return _no_longer(request, viewing.name_of(sent_as, actor))
    if not is_marked(request):
        return None
    if found is None:
        return _over(request)
    if request.method not in SAFE:
        return _read_only(request, found)
    return would_see(found, actor)


def _over(request: HttpRequest) -> HttpResponse:
    unmark(request)
    messages.warning(request, gettext("Viewing as somebody else is over. You are yourself again."))
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("home")})
    return redirect("home")


def _no_longer(request: HttpRequest, name: str) -> HttpResponse:
    """Status 409; a page that htmx asks from is shown anew, as it is to oneself."""
    words = gettext(
        "Nothing was changed: this page was shown while you viewed Account Insight as %(name)s, "
        "and that is over."
    ) % {"name": name or gettext("somebody else")}
    if "HX-Request" in request.headers:
        messages.warning(request, words)
        return HttpResponse(words, status=409, headers={"HX-Refresh": "true"})
    return errors.viewing_over(request, words)


def _read_only(request: HttpRequest, found: Looking) -> HttpResponse:
    """Status 403; a page that htmx asks from is shown anew with the words above it."""
    words = gettext("Nothing was changed: you only look as %(name)s would.") % {"name": found.name}
    if "HX-Request" in request.headers:
        messages.warning(request, words)
        return HttpResponse(words, status=403, headers={"HX-Refresh": "true"})
    return errors.read_only(request, words)
