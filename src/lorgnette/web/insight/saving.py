"""Keeps what narrows the ranked list, as a view or as a list that follows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.insight.lists import keeping, views
from lorgnette.insight.lists.whose import may_share
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.asking import Asked, asked, asked_in
from lorgnette.web.insight.view_tabs import opened, view_href
from lorgnette.web.pages import page, say

VIEW, LIST = "view", "list"


@dataclass(frozen=True, slots=True)
class SaveContext:
    """The context of `insight/save.html`: the form as it was filled in, and what is wrong."""

    name: str
    kind: str
    shared: bool
    may_share: bool
    fields: Sequence[tuple[str, str]]
    back: str
    error: str
    is_about_name: bool


@viewer
@require_http_methods(["GET", "HEAD", "POST"])
def view_save(request: ViewerRequest) -> HttpResponse:
    """GET asks for a name; POST saves under it, or brings the view `update` up to date."""
    if request.method != "POST":
        _tabs, wanted = opened(request.viewer, asked(request))
        return _show(request, wanted)
    wanted = asked_in(request.POST)
    try:
        return redirect(_saved(request, wanted))
    except Refusal as refusal:
        return _show(request, wanted, refusal)


def _saved(request: ViewerRequest, wanted: Asked) -> str:
    """Where what was saved is seen."""
    name, shared = request.POST.get("name", ""), bool(request.POST.get("shared"))
    update = request.POST.get("update", "")
    if update:
        views.update(request.viewer, update, wanted.choice)
        messages.success(request, gettext("The view now shows this."))
        return view_href(update)
    if request.POST.get("kind") == LIST:
        ref = keeping.make(request.viewer, name, follows=wanted.filter, shared=shared)
        messages.success(request, gettext("The list follows these filters from now on."))
        return reverse("account_list", args=[ref])
    ref = views.save(request.viewer, name, wanted.choice, shared=shared)
    messages.success(request, gettext("The view is saved."))
    return view_href(ref)


def _show(request: ViewerRequest, wanted: Asked, refusal: Refusal | None = None) -> HttpResponse:
    context = SaveContext(
        name=request.POST.get("name", ""),
        kind=LIST if request.POST.get("kind") == LIST else VIEW,
        shared=bool(request.POST.get("shared")),
        may_share=may_share(request.viewer),
        fields=list(wanted.fields.items()),
        back=wanted.here,
        error=say(refusal) if refusal else "",
        is_about_name=bool(refusal and refusal.field == "name"),
    )
    status = refusal.status if refusal else 200
    return page(request, "insight/save.html", context, room="accounts", status=status)
