"""Starts the wizard, and opens its owner's draft for each of its pages."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from lorgnette.invitations import draft
from lorgnette.invitations.answers import Answers
from lorgnette.web.guards import AdministratorRequest, administrator


@dataclass(frozen=True, slots=True)
class Wizard:
    """An administrator's own draft, and what it holds. `owner` is the user, as verbs take it."""

    ref: str
    answers: Answers
    owner: Any

    def keep(self, **fields: Any) -> "Wizard":
        """The draft with these answers stored, checked or not."""
        return replace(self, answers=draft.change(self.owner, self.ref, **fields))


View = Callable[[AdministratorRequest, Wizard], HttpResponse]


@administrator
def invite(request: AdministratorRequest) -> HttpResponse:
    """A new draft, at its first step."""
    owner: Any = request.user
    return redirect("invite_people", draft.start(owner))


def wizard(view: View) -> Callable[..., HttpResponse]:
    """Hands the draft over; another's is 404, and one that was sent leads to its progress."""

    @administrator
    @wraps(view)
    def opened(request: AdministratorRequest, draft_ref: str) -> HttpResponse:
        owner: Any = request.user
        if not draft_ref.isalnum():
            raise Http404
        try:
            batch_ref = draft.sent_batch(owner, draft_ref)
            answers = draft.load(owner, draft_ref)
        except draft.DraftMissing as missing:
            raise Http404 from missing
        if batch_ref:
            return to_batch(request, batch_ref)
        return view(request, Wizard(draft_ref, answers, owner))

    return opened


def to_batch(request: HttpRequest, batch_ref: str) -> HttpResponse:
    """To the progress page, also from a request that swaps a part of a page."""
    address = reverse("batch", args=[batch_ref])
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return redirect(address)
