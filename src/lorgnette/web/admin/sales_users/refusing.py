"""Whoever was never invited has no sheet; an invitation sent elsewhere leads to where it is."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from lorgnette.invitations.amend import MemberMissing
from lorgnette.invitations.moved import moved_to
from lorgnette.web.guards import AdministratorRequest

P = ParamSpec("P")
View = Callable[Concatenate[AdministratorRequest, P], HttpResponse]


def unknown_is_404(view: View[P]) -> View[P]:
    """The page that answers every unknown address; or the sheet of whoever it is about now."""

    @wraps(view)
    def guarded(
        request: AdministratorRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except MemberMissing as missing:
            return _elsewhere(request, missing, str(kwargs.get("member_ref", "")))

    return guarded


def _elsewhere(
    request: AdministratorRequest, missing: MemberMissing, member_ref: str
) -> HttpResponse:
    there = moved_to(member_ref)
    if not there:
        raise Http404 from missing
    if not request.htmx:  # type: ignore[attr-defined]
        words = gettext("This invitation was sent to another address. Here is who has it now.")
        messages.info(request, words)
    return redirect("sales_user", there)
