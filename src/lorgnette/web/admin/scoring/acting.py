"""The buttons beside a score: up and down, retire and bring back, make it the primary one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.kernel.refusals import Refusal
from lorgnette.scoring.published import published
from lorgnette.scoring.scores.move import move
from lorgnette.scoring.scores.primary import make_primary
from lorgnette.scoring.scores.retire import bring_back, retire
from lorgnette.scoring.scores.rows import PRIMARY, ScoreMissing
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say
from lorgnette.web.reader import in_language

ROOM = "scoring"


@dataclass(frozen=True, slots=True)
class PrimaryContext:
    """The context of `admin/scoring/primary.html`; `before` is the primary score now."""

    ref: str
    name: str
    before: str


@administrator
@require_POST
def scoring_move(request: AdministratorRequest, ref: str) -> HttpResponse:
    """One place up with `up`, down without."""
    return _done(request, partial(move, request.actor, ref, up=bool(request.POST.get("up"))))


@administrator
@require_POST
def scoring_retire(request: AdministratorRequest, ref: str) -> HttpResponse:
    """Pages show it no more; it can be brought back."""
    said = gettext("The score is retired. You can bring it back below.")
    return _done(request, partial(retire, request.actor, ref), said)


@administrator
@require_POST
def scoring_bring_back(request: AdministratorRequest, ref: str) -> HttpResponse:
    """With the versions that it had."""
    said = gettext("The score is back. Pages show it as soon as it is computed, within seconds.")
    return _done(request, partial(bring_back, request.actor, ref), said)


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def scoring_primary(request: AdministratorRequest, ref: str) -> HttpResponse:
    """GET says what would change; POST asks for it."""
    if request.method != "POST":
        return _ask(request, ref)
    said = gettext("This score becomes the primary one. The ranks change within seconds.")
    return _done(request, partial(make_primary, request.actor, ref), said)


def _done(request: AdministratorRequest, act: Callable[[], object], said: str = "") -> HttpResponse:
    """Back to the list, which says that it was done or why it was not."""
    try:
        act()
    except ScoreMissing as missing:
        raise Http404 from missing
    except Refusal as refusal:
        messages.warning(request, say(refusal))
    else:
        if said:
            messages.success(request, said)
    return redirect("scoring")


def _ask(request: AdministratorRequest, ref: str) -> HttpResponse:
    try:
        one, now = published(ref).draft, published(PRIMARY).draft
    except ScoreMissing as missing:
        raise Http404 from missing
    context = PrimaryContext(
        ref=ref,
        name=in_language(one.name_en, one.name_fr),
        before=in_language(now.name_en, now.name_fr),
    )
    return page(request, "admin/scoring/primary.html", context, room=ROOM)
