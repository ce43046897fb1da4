"""Admin > Account scoring > a score: its model, what a change would move, its versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.numbers import get_decimal_symbol
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.kernel.refusals import Refusal
from lorgnette.scoring import publish
from lorgnette.scoring.checks import Draft, ModelRefused
from lorgnette.scoring.preview import preview
from lorgnette.scoring.publish import ScoreVersionMissing
from lorgnette.scoring.published import Published, VersionLine, draft_of, published
from lorgnette.scoring.scores.rows import PRIMARY, ScoreMissing
from lorgnette.web.admin.scoring import form
from lorgnette.web.admin.scoring.form import Typed
from lorgnette.web.admin.scoring.results import Results, results
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say
from lorgnette.web.reader import in_language, language

ROOM = "scoring"


@dataclass(frozen=True, slots=True)
class ScoringContext:
    """The context of `admin/scoring/editor.html`.

    `errors` holds words by field, `first` the field that takes the focus. `seen` is the number of
    the version that is edited. `is_moving`: a version is being brought in.
    """

    typed: Typed
    errors: Mapping[str, str]
    first: str
    problem: str
    results: Results | None
    now: Published
    score_name: str
    versions: Sequence[VersionLine]
    seen: int
    is_moving: bool


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def scoring_model(request: AdministratorRequest, ref: str) -> HttpResponse:
    """GET shows the model, or what `version` says; POST previews a change or publishes it."""
    now = _now(ref)
    if request.method != "POST":
        draft = _asked(request, now)
        return _editor(request, now, form.shown(draft, get_decimal_symbol(language())))
    typed = form.read(request.POST)
    draft = form.meant(typed)
    try:
        if request.POST.get("do") == "preview":
            return _editor(request, now, typed, found=results(preview(draft.model, ref)))
        publish.publish(request.actor, draft, seen=_whole(request, "seen"), ref=ref)
    except Refusal as refusal:
        return _editor(request, _now(ref), typed, refusal=refusal)
    said = gettext("The version is published. The ranks change within seconds.")
    messages.success(request, said)
    return redirect("scoring_model", ref)


@administrator
@require_POST
def scoring_back(request: AdministratorRequest, ref: str = PRIMARY) -> HttpResponse:
    """Publishes what version `number` said once more."""
    number = _whole(request, "number")
    try:
        publish.roll_back(request.actor, number, ref=ref)
    except (ScoreMissing, ScoreVersionMissing) as missing:
        raise Http404 from missing
    said = gettext("Version %(number)s is published again. The ranks change within seconds.")
    messages.success(request, said % {"number": number})
    return redirect("scoring_model", ref)


def _now(ref: str) -> Published:
    try:
        return published(ref)
    except ScoreMissing as missing:
        raise Http404 from missing


def _asked(request: AdministratorRequest, now: Published) -> Draft:
    """An earlier version, to be looked at and previewed; one that is not there is as if unasked."""
    try:
        return draft_of(_number(request.GET.get("version", "")), now.ref)
    except ScoreVersionMissing:
        return now.draft


def _whole(request: AdministratorRequest, name: str) -> int:
    return _number(request.POST.get(name, ""))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _editor(
    request: AdministratorRequest,
    now: Published,
    typed: Typed,
    *,
    found: Results | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    faults = refusal.faults if isinstance(refusal, ModelRefused) else {}
    errors = {field: say(fault) for field, fault in faults.items()}
    context = ScoringContext(
        typed=form.told(typed, errors),
        errors=errors,
        first=next((field for field in form.order(typed) if field in errors), ""),
        problem=say(refusal) if refusal else "",
        results=found,
        now=now,
        score_name=in_language(now.draft.name_en, now.draft.name_fr),
        versions=now.versions,
        seen=_whole(request, "seen") or now.number,
        is_moving=now.is_building or now.explained is not None,
    )
    status = refusal.status if refusal else 200
    return page(request, "admin/scoring/editor.html", context, room=ROOM, status=status)
