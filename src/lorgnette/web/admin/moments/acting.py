"""The buttons beside a rule: on and off, up and down, back to an earlier version."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from lorgnette.scoring.moments import publish
from lorgnette.scoring.moments.publish import RuleMissing, VersionMissing
from lorgnette.web.guards import AdministratorRequest, administrator


@administrator
@require_POST
def moment_turn(request: AdministratorRequest, ref: str) -> HttpResponse:
    """On with `on`, off without."""
    turn = publish.turn_on if request.POST.get("on") else publish.turn_off
    try:
        turn(request.actor, ref)
    except RuleMissing as missing:
        raise Http404 from missing
    said = (
        gettext("The rule is on. Its moments are being found over the whole history.")
        if request.POST.get("on")
        else gettext("The rule is off. Its moments are no longer shown; turned on, it finds them.")
    )
    messages.success(request, said)
    return redirect("moment_rules")


@administrator
@require_POST
def moment_move(request: AdministratorRequest, ref: str) -> HttpResponse:
    """One place up with `up`, down without."""
    try:
        publish.move(request.actor, ref, up=bool(request.POST.get("up")))
    except RuleMissing as missing:
        raise Http404 from missing
    return redirect("moment_rules")


@administrator
@require_POST
def moment_back(request: AdministratorRequest, ref: str) -> HttpResponse:
    """Publishes what version `number` said once more."""
    number = request.POST.get("number", "")
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
    try:
        publish.roll_back(request.actor, ref, wanted)
    except (RuleMissing, VersionMissing) as missing:
        raise Http404 from missing
    said = gettext("Version %(number)s is published again. Its moments are being found.")
    messages.success(request, said % {"number": wanted})
    return redirect("moment_rule", ref)
