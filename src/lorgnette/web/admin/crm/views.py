"""The CRM page: where the data comes from, how far it is, and what could not be taken."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lorgnette.crm import runs
from lorgnette.crm.outcome import Outcome
from lorgnette.directory.sources import SourceMissing, all_sources
from lorgnette.kernel.pagination import Page
from lorgnette.web.admin.crm.cards import RowProblem, SourceCard, problem_lines, source_card
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say

ROOM = "crm"


@dataclass(frozen=True, slots=True)
class CrmContext:
    """The context of `admin/crm/sources.html`."""

    sources: tuple[SourceCard, ...]


@dataclass(frozen=True, slots=True)
class ProblemsContext:
    """The context of `admin/crm/problems.html`."""

    run: Outcome
    problems: Page[RowProblem]


@require_safe
@administrator
def crm(request: AdministratorRequest) -> HttpResponse:
    """Every source with its last run; asks itself again while one is under way."""
    cards = tuple(source_card(source) for source in all_sources())
    return page(request, "admin/crm/sources.html", CrmContext(cards), room=ROOM)


@require_POST
@administrator
def crm_sync(request: AdministratorRequest, source_ref: str) -> HttpResponse:
    """Wants a synchronisation now; the worker does it."""
    try:
        runs.ask(source_ref, request.actor)
    except SourceMissing:
        raise Http404 from None
    return redirect("crm")


@require_POST
@administrator
def crm_answer(request: AdministratorRequest, run_ref: str) -> HttpResponse:
    """Accepts the smaller numbers of a held run, or leaves what is mirrored."""
    accept = request.POST.get("answer") == "accept"
    try:
        runs.answer(run_ref, request.actor, accept)
    except runs.RunMissing:
        raise Http404 from None
    except runs.NothingToAnswer as refusal:
        messages.warning(request, say(refusal))
    else:
        messages.success(request, _thanks(accept=accept))
    return redirect("crm")


@require_safe
@administrator
def crm_problems(request: AdministratorRequest, run_ref: str) -> HttpResponse:
    """All that is wrong with the rows of a run, page by page."""
    try:
        run = runs.by_ref(run_ref)
        found = runs.problems(run_ref, cursor=request.GET.get("cursor", ""))
    except runs.RunMissing:
        raise Http404 from None
    lines = Page(rows=problem_lines(found), next=found.next, previous=found.previous)
    return page(request, "admin/crm/problems.html", ProblemsContext(run, lines), room=ROOM)


def _thanks(*, accept: bool) -> str:
    if accept:
        return gettext("Accepted. The source is synchronised with the smaller numbers.")
    return gettext("Left as it is. The next synchronisation looks again.")
