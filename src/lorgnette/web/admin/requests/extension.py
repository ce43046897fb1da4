"""One request for more time: who asks and why; only POST answers."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.access import requests, wishes
from lorgnette.access.last_day import latest_day
from lorgnette.access.wishes import Waiting
from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.admin.sales_users import wording
from lorgnette.web.admin.sales_users.extending import OTHER, chosen_day
from lorgnette.web.admin.sales_users.sheet import Choice, choices
from lorgnette.web.admin.sales_users.typed import Typed
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say

KEEP = "keep"


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """The context of `admin/requests/extension.html`.

    `can_keep`: a locked access may be opened with the end it has. `note_error` stands beside the
    sentence of a decline; `problem` is any other refusal in words.
    """

    asked: Waiting
    until: str
    can_keep: bool
    choices: list[Choice]
    earliest: date
    latest: date
    typed: Typed
    note: str
    note_error: str
    problem: str
    longest_note: int = requests.LONGEST_WHY


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was typed, and what is wrong with it."""

    typed: Typed = field(default_factory=Typed)
    note: str = ""
    note_error: str = ""
    problem: str = ""
    status: int = 200


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def extension_answer(request: AdministratorRequest, ref: str) -> HttpResponse:
    """Shows the request, and what became of it."""
    try:
        asked = wishes.look(ref)
    except requests.RequestUnknown as unknown:
        raise Http404 from unknown
    if request.method != "POST":
        return _shown(request, asked, Trouble(typed=_suggested(asked)))
    answer = _decline if request.POST.get("do") == "decline" else _extend
    return answer(request, asked)


def _extend(request: AdministratorRequest, asked: Waiting) -> HttpResponse:
    typed = Typed(until=request.POST.get("until", ""), day=request.POST.get("day", ""))
    keep = typed.until == KEEP and _can_keep(asked)
    try:
        last_day = None if keep else chosen_day(typed)
        requests.extend(asked.ref, last_day, request.actor, keep=keep)
    except Refusal as refusal:
        return _refused(request, asked, refusal, typed)
    words = gettext("The access of %(name)s is extended; they are told by mail.")
    messages.success(request, words % {"name": asked.name})
    return redirect("extension_answer", asked.ref)


def _decline(request: AdministratorRequest, asked: Waiting) -> HttpResponse:
    note = request.POST.get("note", "")
    try:
        requests.decline(asked.ref, note, request.actor)
    except Refusal as refusal:
        if refusal.field:
            trouble = Trouble(_suggested(asked), note, say(refusal), status=refusal.status)
            return _shown(request, asked, trouble)
        return _refused(request, asked, refusal, _suggested(asked))
    words = gettext("The request of %(name)s is declined; they are told by mail.")
    messages.success(request, words % {"name": asked.name})
    return redirect("extension_answer", asked.ref)


def _refused(
    request: AdministratorRequest, asked: Waiting, refusal: Refusal, typed: Typed
) -> HttpResponse:
    """Beside the choices where it belongs there; else above, with the request as it is by now."""
    words = say(refusal)
    if refusal.status == 422 and refusal.field:
        typed = Typed(until=typed.until, day=typed.day, error=words, field=refusal.field)
        return _shown(request, asked, Trouble(typed, status=422))
    trouble = Trouble(typed, problem=words, status=refusal.status)
    return _shown(request, wishes.look(asked.ref), trouble)


def _shown(request: AdministratorRequest, asked: Waiting, trouble: Trouble) -> HttpResponse:
    today = clock.today(asked.zone)
    context = AnswerContext(
        asked=asked,
        until=wording.until(asked.last_day, asked.zone),
        can_keep=_can_keep(asked),
        choices=choices(today),
        earliest=today,
        latest=latest_day(asked.zone),
        typed=trouble.typed,
        note=trouble.note,
        note_error=trouble.note_error,
        problem=trouble.problem,
    )
    template = "admin/requests/extension.html"
    return page(request, template, context, room="users_roles", status=trouble.status)


def _suggested(asked: Waiting) -> Typed:
    """The day that was wished for, or the first choice."""
    today = clock.today(asked.zone)
    if asked.wished_day and asked.wished_day >= today:
        return Typed(until=OTHER, day=asked.wished_day.isoformat())
    return Typed(until=KEEP if _can_keep(asked) else choices(today)[0].value)


def _can_keep(asked: Waiting) -> bool:
    if asked.state != "locked":
        return False
    return asked.last_day is None or asked.last_day >= clock.today(asked.zone)
