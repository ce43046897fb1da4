"""Step 1: who gets access, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lorgnette.directory.search import CrmFilter
from lorgnette.invitations import draft
from lorgnette.invitations.answers import CRM, EMAIL, LIST, Answers
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.admin.invite import choice, listing, picker
from lorgnette.web.admin.invite.drafts import Wizard, wizard
from lorgnette.web.admin.invite.errors import Errors, errors_of
from lorgnette.web.admin.invite.expiry import DayMalformed, Until, day_typed, until
from lorgnette.web.admin.invite.steps import PEOPLE, Step, steps
from lorgnette.web.guards import AdministratorRequest
from lorgnette.web.pages import page
from lorgnette.workspace.settings import current

FIELDS = ("crm_refs", "list", "first_name", "last_name", "address", "last_day", "reason")


@dataclass(frozen=True, slots=True)
class PeopleContext:
    """The context of `admin/invite/people.html`; `way` is crm, email or list."""

    draft_ref: str
    steps: list[Step]
    answers: Answers
    way: str
    asked: CrmFilter
    facets: list[picker.Facet]
    matching: picker.Matching | None
    chosen: picker.Chosen | None
    listed: listing.Shown | None
    pasted: str
    until: Until
    errors: Errors


@dataclass(frozen=True, slots=True)
class MatchingContext:
    """The context of `admin/invite/matching_alone.html`."""

    draft_ref: str
    matching: picker.Matching


@dataclass(frozen=True, slots=True)
class RailContext:
    """The context of `admin/invite/rail.html`, when it alone changes."""

    draft_ref: str
    answers: Answers
    way: str
    chosen: picker.Chosen | None
    until: Until
    errors: Errors
    all_on: bool


@require_http_methods(["GET", "HEAD", "POST"])
@wizard
def people(request: AdministratorRequest, draft_: Wizard) -> HttpResponse:
    """Shows the step; a post keeps every answer, then goes where its button says."""
    if request.method != "POST":
        return _page(request, draft_)
    fields, refusals = _changes(request, draft_)
    kept = draft_.keep(**fields)
    return _refused(request, kept, refusals) if refusals else _onward(request, kept)


@require_safe
@wizard
def matching(request: AdministratorRequest, draft_: Wizard) -> HttpResponse:
    """The list below the search alone, or its next page; the address follows the filter."""
    asked, cursor = choice.filter_asked(request.GET), request.GET.get("cursor", "")
    found = picker.matching(asked, draft_.answers, cursor)
    template = "admin/invite/more.html" if cursor else "admin/invite/matching_alone.html"
    response = page(request, template, MatchingContext(draft_.ref, found))
    if not cursor:
        response.headers["HX-Replace-Url"] = _address(draft_.ref, CRM, picker.query_of(asked))
    return response


def _changes(request: AdministratorRequest, draft_: Wizard) -> tuple[dict[str, Any], list[Refusal]]:
    """What can be kept of the form, and what cannot: a half-typed day, a list nobody can read."""
    refusals: list[Refusal] = []
    try:
        fields = choice.changes(request.POST, draft_.answers, current().zone)
    except DayMalformed as malformed:
        fields = choice.changes(_without_day(request), draft_.answers, current().zone)
        refusals.append(malformed)
    try:
        fields |= listing.given(request)
    except Refusal as refused:
        refusals.append(refused)
    return fields, refusals


def _onward(request: AdministratorRequest, draft_: Wizard) -> HttpResponse:
    pressed, way = request.POST.get("do", ""), draft_.answers.way
    if pressed == "next":
        return _next(request, draft_)
    if request.headers.get("HX-Request"):
        return _rail(request, draft_, draft.check_people(draft_.answers))
    if pressed.startswith("way:"):
        return redirect(_address(draft_.ref, pressed.removeprefix("way:"), {}))
    query = picker.query_of(choice.filter_asked(request.POST)) if way == CRM else {}
    if pressed.startswith("more:"):
        query["cursor"] = pressed.removeprefix("more:")
    return redirect(_address(draft_.ref, way, query))


def _next(request: AdministratorRequest, draft_: Wizard) -> HttpResponse:
    refusals = draft.check_people(draft_.answers)
    if refusals:
        return _refused(request, draft_, refusals)
    draft.freeze(draft_.owner, draft_.ref)
    return redirect("invite_permissions", draft_.ref)


def _refused(
    request: AdministratorRequest, draft_: Wizard, refusals: Sequence[Refusal]
) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _rail(request, draft_, refusals)
    return _page(request, draft_, refusals)


def _page(
    request: AdministratorRequest, draft_: Wizard, refusals: Sequence[Refusal] = ()
) -> HttpResponse:
    answers = draft_.answers
    given = request.POST if request.method == "POST" else request.GET
    way = _way(given.get("way", ""), answers)
    asked, by_crm = choice.filter_asked(given), way == CRM
    errors = errors_of(refusals, FIELDS)
    context = PeopleContext(
        draft_ref=draft_.ref,
        steps=steps(draft_.ref, PEOPLE),
        answers=answers,
        way=way,
        asked=asked,
        facets=picker.facets_shown(asked) if by_crm else [],
        matching=picker.matching(asked, answers, given.get("cursor", "")) if by_crm else None,
        chosen=picker.chosen(answers) if by_crm else None,
        listed=listing.shown(answers) if way == LIST else None,
        pasted=request.POST.get("pasted", "") if errors.by_field.get("list") else "",
        until=_until(request, answers, errors),
        errors=errors,
    )
    return page(request, "admin/invite/people.html", context, status=422 if refusals else 200)


def _rail(
    request: AdministratorRequest, draft_: Wizard, refusals: Sequence[Refusal]
) -> HttpResponse:
    """What changes beside the list as the choice is made: only the day is judged at once."""
    answers = draft_.answers
    errors = errors_of([r for r in refusals if r.field == "last_day"], FIELDS)
    of = choice.filter_read(request.POST.get("of", ""))
    context = RailContext(
        draft_ref=draft_.ref,
        answers=answers,
        way=answers.way,
        chosen=picker.chosen(answers) if answers.way == CRM else None,
        until=_until(request, answers, errors),
        errors=errors,
        all_on=of is not None and answers.all_matching == of,
    )
    return page(request, "admin/invite/rail_alone.html", context)


def _until(request: AdministratorRequest, answers: Answers, errors: Errors) -> Until:
    """The day in the draft, or what was typed where it is none."""
    error = errors.by_field.get("last_day", "")
    typed = request.POST.get("last_day")
    try:
        day_typed(typed or "")
    except DayMalformed:
        return until(None, typed=typed, error=error)
    return until(answers.last_day, error=error)


def _without_day(request: AdministratorRequest) -> QueryDict:
    rest = request.POST.copy()
    del rest["last_day"]
    return rest


def _way(asked: str, answers: Answers) -> str:
    return asked if asked in {CRM, EMAIL, LIST} else answers.way


def _address(draft_ref: str, way: str, query: dict[str, str]) -> str:
    return f"{reverse('invite_people', args=[draft_ref])}?{urlencode({'way': way, **query})}"
