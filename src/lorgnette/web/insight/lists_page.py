"""The account lists: all that the viewer has, and a new one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.insight.lists import keeping
from lorgnette.insight.lists.holding import List, lists_of
from lorgnette.insight.lists.whose import NotThere, may_share
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.figures import points
from lorgnette.web.insight.narrowed import how_many
from lorgnette.web.pages import page, say
from lorgnette.web.signin.destinations import asked_for

MOST_TICKED = 1_000


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list in words."""

    ref: str
    name: str
    is_shared: bool
    follows: bool
    number: str


@dataclass(frozen=True, slots=True)
class ListsContext:
    """The context of `insight/lists.html`."""

    lines: Sequence[ListLine]
    may_share: bool
    name: str
    shared: bool
    error: str
    is_about_name: bool
    deleted: str


@viewer
@require_http_methods(["GET", "HEAD", "POST"])
def account_lists(request: ViewerRequest) -> HttpResponse:
    """POST makes one that is filled by hand."""
    if request.method != "POST":
        return _show(request)
    name, shared = request.POST.get("name", ""), bool(request.POST.get("shared"))
    try:
        ref = keeping.make(request.viewer, name, shared=shared)
    except Refusal as refusal:
        return _show(request, refusal)
    return redirect("account_list", ref)


@viewer
@require_POST
def lists_add(request: ViewerRequest) -> HttpResponse:
    """Puts the accounts that were ticked on a list, or on a new one that is named."""
    there = asked_for(request) or reverse("accounts")
    ref, name = request.POST.get("list", ""), request.POST.get("name", "").strip()
    refs = request.POST.getlist("account")[:MOST_TICKED]
    try:
        if name or not ref:
            ref = keeping.make(request.viewer, name)
        number = keeping.add(request.viewer, ref, refs)
    except NotThere:
        raise Http404 from None
    except Refusal as refusal:
        messages.warning(request, say(refusal))
        return redirect(there)
    messages.success(request, _added(number))
    return redirect(there)


def _added(number: int) -> str:
    if not number:
        return gettext("The list holds them already.")
    words = ngettext(
        "%(count)s account is on the list now.", "%(count)s accounts are on the list now.", number
    )
    return words % {"count": points(number)}


def _show(request: ViewerRequest, refusal: Refusal | None = None) -> HttpResponse:
    deleted = request.GET.get("deleted", "")
    context = ListsContext(
        lines=[_line(one) for one in lists_of(request.viewer)],
        may_share=may_share(request.viewer),
        name=request.POST.get("name", ""),
        shared=bool(request.POST.get("shared")),
        error=say(refusal) if refusal else "",
        is_about_name=bool(refusal and refusal.field == "name"),
        deleted=deleted if deleted and keeping.is_deleted(request.viewer, deleted) else "",
    )
    status = refusal.status if refusal else 200
    return page(request, "insight/lists.html", context, room="accounts", status=status)


def _line(one: List) -> ListLine:
    return ListLine(one.ref, one.name, one.is_shared, one.follows is not None, how_many(one.number))
