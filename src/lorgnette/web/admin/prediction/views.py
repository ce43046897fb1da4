"""Admin > Account scoring > Prediction: on or off, learn anew, and what was learned last."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.prediction import switch
from lorgnette.prediction.report import Report, Trained, report
from lorgnette.prediction.switch import State
from lorgnette.web.admin.prediction.showing import (
    GroupLine,
    TrainingLine,
    Verdict,
    WeightGroup,
    base_rate,
    group_lines,
    training_line,
    verdict,
    weight_groups,
)
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say
from lorgnette.workspace.troubles import JobTrouble

ROOM = "scoring"

DEEDS: Mapping[str, tuple[Callable[[Actor], None], Promise]] = {
    "on": (
        switch.turn_on,
        gettext_lazy("Prediction is on. Your decided deals are being learned from."),
    ),
    "off": (switch.turn_off, gettext_lazy("Prediction is off. No likelihood is shown any more.")),
    "train": (switch.ask, gettext_lazy("Your decided deals are being learned from.")),
}


@dataclass(frozen=True, slots=True)
class PredictionContext:
    """The context of `admin/prediction/prediction.html`. `last` None: nothing was learned yet."""

    state: State
    trouble: JobTrouble | None
    last: Trained | None
    verdict: Verdict | None
    base_rate: str
    groups: Sequence[GroupLine]
    weights: Sequence[WeightGroup]
    trainings: Sequence[TrainingLine]


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def prediction(request: AdministratorRequest) -> HttpResponse:
    """GET tells how it stands; POST does what `do` says: on, off or train."""
    if request.method != "POST":
        return page(request, "admin/prediction/prediction.html", _context(report()), room=ROOM)
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is not None:
        _do(request, *deed)
    return redirect("prediction")


def _do(request: AdministratorRequest, verb: Callable[[Actor], None], said: Promise) -> None:
    try:
        verb(request.actor)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, str(said))


def _context(found: Report) -> PredictionContext:
    last = found.last if found.state.is_on else None
    trouble = found.trouble if found.state.is_on else None
    if last is None:
        return PredictionContext(found.state, trouble, None, None, "", [], [], [])
    return PredictionContext(
        state=found.state,
        trouble=trouble,
        last=last,
        verdict=verdict(last),
        base_rate=base_rate(last),
        groups=group_lines(found.groups),
        weights=weight_groups(found.weights),
        trainings=[training_line(one) for one in (last, *found.earlier)],
    )
