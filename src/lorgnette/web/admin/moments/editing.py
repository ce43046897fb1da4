"""The editor of a rule: shows it, runs it dry, publishes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.kernel.refusals import Refusal
from lorgnette.scoring.moments import publish
from lorgnette.scoring.moments.checks import RuleRefused
from lorgnette.scoring.moments.dry_run import dry_run
from lorgnette.scoring.moments.publish import RuleMissing
from lorgnette.scoring.moments.rules import RuleSeen, VersionLine, one_rule
from lorgnette.web.admin.moments import form, offered
from lorgnette.web.admin.moments.form import Typed
from lorgnette.web.admin.moments.offered import Option
from lorgnette.web.admin.moments.results import Results, results
from lorgnette.web.admin.moments.words import name, summary
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say

ROOM = "moments"


@dataclass(frozen=True, slots=True)
class EditorContext:
    """The context of `admin/moments/editor.html`.

    `ref` is "" for a new rule; `errors` holds words by field, `first` the field that takes the
    focus. `seen` is the number of the version that is edited.
    """

    ref: str
    title: str
    summary: str
    typed: Typed
    kinds: Sequence[Option]
    types: Sequence[Option]
    operators: Sequence[Option]
    scopes: Sequence[Option]
    placeholders: Sequence[Option]
    errors: Mapping[str, str]
    first: str
    problem: str
    results: Results | None
    rule: RuleSeen | None
    versions: Sequence[VersionLine]
    seen: int


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def moment_new(request: AdministratorRequest) -> HttpResponse:
    """GET asks, with nothing filled in; POST runs dry or publishes."""
    if request.method != "POST":
        return _editor(request, None, form.empty())
    return _answer(request, None)


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def moment_rule(request: AdministratorRequest, ref: str) -> HttpResponse:
    """GET shows the rule as it is; POST runs dry or publishes a change."""
    try:
        rule = one_rule(ref)
    except RuleMissing as missing:
        raise Http404 from missing
    if request.method != "POST":
        return _editor(request, rule, form.shown(rule.draft))
    return _answer(request, rule)


def _answer(request: AdministratorRequest, rule: RuleSeen | None) -> HttpResponse:
    typed = form.read(request.POST)
    try:
        if request.POST.get("do") == "dry":
            return _editor(request, rule, typed, found=results(dry_run(form.meant(typed))))
        return _published(request, rule, typed)
    except RuleRefused as refused:
        return _editor(request, rule, typed, refused=refused)
    except Refusal as refusal:
        return _editor(request, rule, typed, refusal=refusal)


def _published(request: AdministratorRequest, rule: RuleSeen | None, typed: Typed) -> HttpResponse:
    draft = form.meant(typed)
    if rule is None:
        ref = publish.add(request.actor, draft)
    else:
        ref = rule.listed.ref
        publish.change(request.actor, ref, draft, seen=_seen(request))
    said = gettext("The rule is published. Its moments are being found over the whole history.")
    messages.success(request, said)
    return redirect("moment_rules")


def _seen(request: AdministratorRequest) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _editor(
    request: AdministratorRequest,
    rule: RuleSeen | None,
    typed: Typed,
    *,
    found: Results | None = None,
    refused: RuleRefused | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    errors = _errors(typed, refused)
    problem = refused or refusal
    context = EditorContext(
        ref=rule.listed.ref if rule else "",
        title=name(rule.draft.name_en, rule.draft.name_fr) if rule else gettext("New rule"),
        summary=summary(rule.draft.definition) if rule else "",
        typed=replace(typed, conditions=form.told(typed.conditions, errors)),
        kinds=offered.kinds(),
        types=offered.types(),
        operators=offered.operators(),
        scopes=offered.scopes(),
        placeholders=offered.placeholders(),
        errors=errors,
        first=next((field for field in form.ORDER if field in errors), ""),
        problem=say(problem) if problem else "",
        results=found,
        rule=rule,
        versions=rule.versions if rule else (),
        seen=_seen(request) or (rule.listed.number if rule else 0),
    )
    status = problem.status if problem else 200
    return page(request, "admin/moments/editor.html", context, room=ROOM, status=status)


def _errors(typed: Typed, refused: RuleRefused | None) -> dict[str, str]:
    faults = refused.faults if refused else {}
    when = typed.fields["when"]
    return {form.field_of(field, when): say(fault) for field, fault in faults.items()}
