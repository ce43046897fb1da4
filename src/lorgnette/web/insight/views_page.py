"""The saved views: which one opens first, their names, whose they are, and what was deleted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lorgnette.insight.lists import views
from lorgnette.insight.lists.views import View, views_of
from lorgnette.insight.lists.whose import may_share
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.asking import ALL
from lorgnette.web.insight.view_tabs import view_href
from lorgnette.web.pages import page, say


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A view; `typed` is the name in its field, `error` what is wrong with it."""

    ref: str
    name: str
    href: str
    is_shared: bool
    can_change: bool
    is_first: bool
    typed: str
    error: str


@dataclass(frozen=True, slots=True)
class ViewsContext:
    """The context of `insight/views.html`; `deleted` can be brought back."""

    lines: Sequence[ViewLine]
    may_share: bool
    none_is_first: bool
    deleted: str


@require_safe
@viewer
def saved_views(request: ViewerRequest) -> HttpResponse:
    """All that the viewer has."""
    return _show(request)


@viewer
@require_POST
def view_change(request: ViewerRequest, view_ref: str) -> HttpResponse:
    """Does with the view what `do` says; for `all` as the ref, all accounts open first."""
    try:
        return redirect(_changed(request, view_ref, request.POST.get("do", "")))
    except Refusal as refusal:
        return _show(request, view_ref, refusal)


def _changed(request: ViewerRequest, ref: str, do: str) -> str:
    """Where to go on."""
    who, there = request.viewer, reverse("saved_views")
    if do == "first":
        views.open_with(who, "" if ref == ALL else ref)
        messages.success(request, gettext("Your accounts open like this from now on."))
    elif do == "rename":
        views.rename(who, ref, request.POST.get("name", ""))
        messages.success(request, gettext("The view has a new name."))
    elif do in ("share", "unshare"):
        views.share(who, ref, shared=do == "share")
    elif do == "delete":
        views.delete(who, ref)
        return f"{there}?deleted={ref}"
    elif do == "bring_back":
        views.bring_back(who, ref)
        messages.success(request, gettext("The view is back."))
    return there


def _show(request: ViewerRequest, ref: str = "", refusal: Refusal | None = None) -> HttpResponse:
    found = views_of(request.viewer)
    about_name = bool(refusal and refusal.field == "name")
    if refusal and not about_name:
        messages.warning(request, say(refusal))
    deleted = request.GET.get("deleted", "")
    context = ViewsContext(
        lines=[
            _line(view, request, refusal if about_name and view.ref == ref else None)
            for view in found
        ],
        may_share=may_share(request.viewer),
        none_is_first=not any(view.is_first for view in found),
        deleted=deleted if deleted and views.is_deleted(request.viewer, deleted) else "",
    )
    status = refusal.status if refusal else 200
    return page(request, "insight/views.html", context, room="accounts", status=status)


def _line(view: View, request: ViewerRequest, refusal: Refusal | None) -> ViewLine:
    return ViewLine(
        ref=view.ref,
        name=view.name,
        href=view_href(view.ref),
        is_shared=view.is_shared,
        can_change=view.can_change,
        is_first=view.is_first,
        typed=request.POST.get("name", "") if refusal else view.name,
        error=say(refusal) if refusal else "",
    )
