"""A new score, and another name for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.kernel.refusals import Refusal, RefusedByField
from lorgnette.scoring.published import published
from lorgnette.scoring.scores.add import NewScore, add
from lorgnette.scoring.scores.listed import listed_scores
from lorgnette.scoring.scores.rename import rename
from lorgnette.scoring.scores.rows import ScoreMissing
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say
from lorgnette.web.reader import in_language

ROOM = "scoring"
NAMES = ("name_en", "name_fr")
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Like:
    """What a new score may begin as; `ref` "" is the one that comes with the product."""

    ref: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class NamesContext:
    """The context of `admin/scoring/new.html` and `admin/scoring/name.html`.

    `fields` are as typed, `errors` words by field, `first` the field that takes the focus; `ref`
    is "" and `likes` are offered for a new one.
    """

    fields: Mapping[str, str]
    errors: Mapping[str, str]
    first: str
    problem: str
    ref: str = ""
    likes: Sequence[Like] = ()


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def scoring_new(request: AdministratorRequest) -> HttpResponse:
    """GET asks for its names and what it begins as; POST adds it and leads to its model."""
    if request.method != "POST":
        return _show(request, dict.fromkeys(NAMES, ""))
    fields, like = _typed(request), request.POST.get("like", "")[:LONGEST]
    try:
        ref = add(request.actor, NewScore(**fields, like=like))
    except Refusal as refusal:
        return _show(request, fields, refusal=refusal, like=like)
    said = gettext("The score is added. Pages show it as soon as it is computed, within seconds.")
    messages.success(request, said)
    return redirect("scoring_model", ref)


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def scoring_rename(request: AdministratorRequest, ref: str) -> HttpResponse:
    """Its names; the numbers stay."""
    try:
        now = published(ref).draft
        if request.method != "POST":
            fields = {"name_en": now.name_en, "name_fr": now.name_fr}
            return _show(request, fields, ref=ref)
        rename(request.actor, ref, **_typed(request))
    except ScoreMissing as missing:
        raise Http404 from missing
    except Refusal as refusal:
        return _show(request, _typed(request), refusal=refusal, ref=ref)
    messages.success(request, gettext("The score has its new name."))
    return redirect("scoring")


def _typed(request: AdministratorRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "").strip()[:LONGEST] for name in NAMES}


def _show(
    request: AdministratorRequest,
    fields: Mapping[str, str],
    *,
    refusal: Refusal | None = None,
    ref: str = "",
    like: str = "",
) -> HttpResponse:
    faults = refusal.faults if isinstance(refusal, RefusedByField) else {}
    errors = {field: say(fault) for field, fault in faults.items()}
    context = NamesContext(
        fields=fields,
        errors=errors,
        first=next((name for name in NAMES if name in errors), "" if errors else NAMES[0]),
        problem=say(refusal) if refusal and not errors else "",
        ref=ref,
        likes=() if ref else _likes(like),
    )
    template = "admin/scoring/name.html" if ref else "admin/scoring/new.html"
    status = refusal.status if refusal else 200
    return page(request, template, context, room=ROOM, status=status)


def _likes(chosen: str) -> list[Like]:
    standard = Like("", gettext("The standard model"), not chosen)
    copies = [
        Like(one.ref, in_language(one.name_en, one.name_fr), one.ref == chosen)
        for one in listed_scores().used
    ]
    return [standard, *copies]
