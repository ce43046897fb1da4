"""Admin > Account scoring: the scores in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lorgnette.scoring.scores.listed import ListedScore, listed_scores
from lorgnette.scoring.scores.rows import MOST_SCORES, PRIMARY
from lorgnette.web.admin.scoring.editing import scoring_model
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page
from lorgnette.web.reader import in_language

ROOM = "scoring"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score in the list."""

    score: ListedScore
    name: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class ScoresContext:
    """The context of `admin/scoring/scores.html`; `is_moving`: something is being computed."""

    lines: Sequence[ScoreLine]
    retired: Sequence[ScoreLine]
    has_room: bool
    most: int
    is_moving: bool


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def scoring(request: AdministratorRequest) -> HttpResponse:
    """All scores. The model of the primary one stood here before: what asks for it is led on."""
    if request.method == "POST":
        return scoring_model(request, PRIMARY)
    if "version" in request.GET:
        asked = urlencode({"version": request.GET["version"]})
        return redirect(f"{reverse('scoring_model', args=[PRIMARY])}?{asked}")
    found = listed_scores()
    context = ScoresContext(
        lines=_lines(found.used),
        retired=_lines(found.retired),
        has_room=found.has_room,
        most=MOST_SCORES,
        is_moving=any(one.is_moving for one in found.used),
    )
    return page(request, "admin/scoring/scores.html", context, room=ROOM)


def _lines(scores: Sequence[ListedScore]) -> list[ScoreLine]:
    return [
        ScoreLine(
            score=one,
            name=in_language(one.name_en, one.name_fr),
            is_first=place == 1,
            is_last=place == len(scores),
        )
        for place, one in enumerate(scores, 1)
    ]
