"""The pages of Account Insight: the ranked accounts, and one of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from lorgnette.insight.charted import charted_of
from lorgnette.insight.likelihood import likelihood_of
from lorgnette.insight.lists.views import views_of
from lorgnette.insight.moments import moments_of
from lorgnette.insight.overview import account as overview
from lorgnette.insight.overview import older_activities
from lorgnette.insight.subscriptions import ACCOUNT, follows, topic_of
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.account_page import account_context
from lorgnette.web.insight.activity_lines import activity_lines
from lorgnette.web.insight.asking import asked
from lorgnette.web.insight.beside import numbers_beside
from lorgnette.web.insight.best_bets_page import just_off
from lorgnette.web.insight.chart_panel import (
    PANEL,
    ChartAsked,
    ChartPart,
    chart_asked,
    chart_panel,
)
from lorgnette.web.insight.list_choices import account_lists
from lorgnette.web.insight.listing import accounts_context
from lorgnette.web.insight.live import live_account
from lorgnette.web.insight.moment_lines import moment_lines
from lorgnette.web.insight.view_tabs import first_href, opened
from lorgnette.web.pages import page

ROOM = "accounts"


@require_safe
@viewer
def accounts(request: ViewerRequest) -> HttpResponse:
    """The viewer's accounts, ranked: without any wish, as the view that they open with."""
    views = views_of(request.viewer)
    if not request.GET and first_href(views):
        return redirect(first_href(views))
    wanted = asked(request)
    if "" in request.GET.values() and not request.headers.get("HX-Request"):
        # Of a form: what it leaves open needs no place in the address.
        return redirect(wanted.here)
    tabs, wanted = opened(request.viewer, wanted, views)
    context = accounts_context(request.viewer, wanted, tabs)
    return page(request, "insight/accounts.html", context, room=ROOM)


@require_safe
@viewer
@vary_on_headers("HX-Request", "HX-Target")
def account(request: ViewerRequest, ref: str) -> HttpResponse:
    """One account; for htmx, only its activities older than those it has, or its other chart."""
    before, chart = request.GET.get("before", ""), chart_asked(request)
    if request.headers.get("HX-Request") and before:
        return _older(request, ref, before)
    if request.headers.get("HX-Target") == PANEL:
        return _chart(request, ref, chart)
    live = live_account(ref)
    seen = overview(request.viewer, ref, cursor=before, chart=chart.kind)
    if seen is None:
        raise Http404
    moments = moments_of(request.viewer, ref)
    context = account_context(
        seen,
        before,
        live,
        moment_lines(ref, moments) if moments else None,
        chart,
        follows=follows(request.viewer, topic_of(ACCOUNT, ref)),
        just_off=just_off(request),
        likelihood=likelihood_of(request.viewer, ref),
        beside=numbers_beside(request.viewer, ref),
        lists=account_lists(request.viewer, ref),
    )
    return page(request, "insight/account.html", context, room=ROOM)


def _chart(request: ViewerRequest, ref: str, asked: ChartAsked) -> HttpResponse:
    found = charted_of(request.viewer, ref, asked.kind)
    if found is None:
        raise Http404
    return page(request, "insight/_chart.html", ChartPart(chart_panel(ref, found, asked)))


def _older(request: ViewerRequest, ref: str, before: str) -> HttpResponse:
    found = older_activities(request.viewer, ref, before)
    if found is None:
        raise Http404
    lines = activity_lines(ref, found, are_more=True)
    return page(request, "insight/_activities.html", lines)
