"""Admin > Privacy > Machines: the rules, whom they found lately, and “this was a human”."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.activities import bots, machine_rules
from lorgnette.activities.bot_rules import MANY_LINKS, NOT_OPENED_BEFORE, OPENED_AFTER
from lorgnette.activities.machine_list import lately
from lorgnette.activities.machine_rules import LEAST, MOST, BurstOutOfRange, Machines
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.insight.machine_words import because
from lorgnette.web.moments import number
from lorgnette.web.pages import page, say
from lorgnette.web.reader import language

ROOM = "privacy"


@dataclass(frozen=True, slots=True)
class Line:
    """A person whom a machine acted for, and why it is taken for one."""

    ref: str
    name: str
    reason: str
    why: str
    count: int
    at: datetime


@dataclass(frozen=True, slots=True)
class MachinesContext:
    """The context of `admin/privacy/machines.html`; `burst` and `networks` as typed."""

    rules: Machines
    burst: str
    networks: str
    errors: dict[str, str]
    lines: Sequence[Line]
    least: int
    most: int
    links: int
    seconds: int
    minutes: int
    tab: str = "machines"


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def privacy_machines(request: AdministratorRequest) -> HttpResponse:
    """POST saves the rules."""
    now = machine_rules.rules()
    if request.method != "POST":
        return _show(request, "" if now.burst is None else str(now.burst), now.networks)
    burst, networks = request.POST.get("burst", "").strip(), request.POST.get("networks", "")
    try:
        changed = machine_rules.save(request.actor, _number(burst), networks)
    except Refusal as refusal:
        return _show(request, burst, networks, {refusal.field or "": say(refusal)}, status=422)
    messages.success(request, gettext("Saved.") if changed else gettext("Nothing was changed."))
    return redirect("privacy_machines")


@administrator
@require_POST
def privacy_human(request: AdministratorRequest, ref: str) -> HttpResponse:
    """What was taken for a machine's for this reason was a human's: for ever."""
    count = bots.human(request.actor, ref, request.POST.get("reason", ""))
    words = ngettext(
        "%(count)s activity counts as a human’s again.",
        "%(count)s activities count as a human’s again.",
        count,
    )
    messages.success(request, words % {"count": number(count, language())})
    return redirect("privacy_machines")


def _number(typed: str) -> int | None:
    if not typed:
        return None
    if not typed.isascii() or not typed.isdigit():
        raise BurstOutOfRange("burst", least=LEAST, most=MOST)
    return int(typed[:9])


def _show(
    request: AdministratorRequest,
    burst: str,
    networks: str,
    errors: dict[str, str] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = MachinesContext(
        rules=machine_rules.rules(),
        burst=burst,
        networks=networks,
        errors=errors or {},
        lines=[
            Line(o.person_ref, o.person_name, o.reason, because(o.reason), o.count, o.at)
            for o in lately()
        ],
        least=LEAST,
        most=MOST,
        links=MANY_LINKS,
        seconds=int(OPENED_AFTER.total_seconds()),
        minutes=int(NOT_OPENED_BEFORE.total_seconds()) // 60,
    )
    return page(request, "admin/privacy/machines.html", context, room=ROOM, status=status)
