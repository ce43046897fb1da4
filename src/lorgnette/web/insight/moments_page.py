"""The interesting moments of one account: a page of their own, and a part of its page."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from lorgnette.insight.moments import PAGE_SIZE, Moments, account_name, moments_of
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.moment_lines import MomentLines, moment_lines
from lorgnette.web.pages import page

ROOM = "accounts"
MANY = 25


@dataclass(frozen=True, slots=True)
class MomentsContext:
    """The context of `insight/moments.html`; `is_older`: it does not begin with the latest."""

    ref: str
    name: str
    moments: MomentLines
    is_older: bool


@dataclass(frozen=True, slots=True)
class MomentsPart:
    """The context of `insight/_moments.html` where it comes alone."""

    ref: str
    moments: MomentLines


@require_safe
@viewer
@vary_on_headers("HX-Request")
def account_moments(request: ViewerRequest, ref: str) -> HttpResponse:
    """All of them on a page; for htmx the older ones alone, or the panel of a kind."""
    is_part = bool(request.headers.get("HX-Request"))
    before = request.GET.get("before", "")
    found = moments_of(
        request.viewer,
        ref,
        request.GET.get("kind", ""),
        before,
        PAGE_SIZE if is_part and not before else MANY,
    )
    if found is None:
        raise Http404
    return _part(request, ref, found, before) if is_part else _page(request, ref, found, before)


def _part(request: ViewerRequest, ref: str, found: Moments, before: str) -> HttpResponse:
    lines = moment_lines(ref, found, are_more=bool(before))
    if before:
        return page(request, "insight/_moment_lines.html", lines)
    return page(request, "insight/_moments.html", MomentsPart(ref, lines))


def _page(request: ViewerRequest, ref: str, found: Moments, before: str) -> HttpResponse:
    context = MomentsContext(
        ref=ref,
        name=account_name(request.viewer, ref),
        moments=moment_lines(ref, found),
        is_older=bool(before),
    )
    return page(request, "insight/moments.html", context, room=ROOM)
