"""The rules: typed, looked at before they are published, published, and rolled back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lorgnette.kernel.refusals import Refusal
from lorgnette.matching import preview, rerun, rulesets
from lorgnette.matching.potential import standing
from lorgnette.matching.preview import Preview
from lorgnette.matching.rerun import Progress
from lorgnette.matching.rules import Rules
from lorgnette.matching.rulesets import MARGIN, NAME_LEAST, Published
from lorgnette.web.admin.matching.showing import Figure, Moves, figures, moves
from lorgnette.web.admin.matching.tabs import ROOM, Tabs, tabs
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say

CHECKS = ("exact", "registrable", "names", "to_parent")
TEXTS = ("margin", "name_least", "free", "excluded")


@dataclass(frozen=True, slots=True)
class RulesContext:
    """The context of `admin/matching/rules.html`.

    `typed` is the form; `error` stands beside the field `wrong`, or above where that is "".
    """

    tabs: Tabs
    version: int
    typed: Mapping[str, object]
    error: str
    wrong: str
    moves: Moves | None
    figures: Sequence[Figure]
    progress: Progress | None
    percent: int
    history: Sequence[Published]
    ranges: Mapping[str, tuple[int, int]] = field(
        default_factory=lambda: {"margin": MARGIN, "name_least": NAME_LEAST}
    )


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with what was typed, and what a preview found."""

    error: str = ""
    wrong: str = ""
    preview: Preview | None = None
    status: int = 200


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: AdministratorRequest) -> HttpResponse:
    """Shows the rules in force; a post looks at what others would move, or publishes them."""
    if request.method != "POST":
        in_force = rulesets.current()
        return _shown(request, _typed_of(in_force), in_force.version, Trouble())
    typed, seen = _typed(request), _version(request, "seen")
    try:
        wanted = rulesets.checked(**typed)
        if request.POST.get("do") != "publish":
            return _shown(request, typed, seen, Trouble(preview=preview.preview(wanted)))
        rulesets.publish(wanted, request.actor, seen=seen, note=request.POST.get("note", ""))
    except Refusal as refusal:
        trouble = Trouble(say(refusal), refusal.field or "", status=refusal.status)
        return _shown(request, typed, seen, trouble)
    messages.success(request, gettext("Published. Everybody is looked at again in the background."))
    return redirect("matching_rules")


@administrator
@require_POST
def roll_back(request: AdministratorRequest) -> HttpResponse:
    """An earlier version comes into force again, as a new one."""
    version = _version(request, "version")
    try:
        rulesets.roll_back(version, request.actor, seen=_version(request, "seen"))
    except rulesets.VersionMissing:
        raise Http404 from None
    except Refusal as refusal:
        messages.warning(request, say(refusal))
    else:
        words = gettext("The rules are those of version %(version)s again.")
        messages.success(request, words % {"version": version})
    return redirect("matching_rules")


@administrator
@require_safe
def progress(request: AdministratorRequest) -> HttpResponse:
    """How far the rules are on their way through everybody: a fragment that asks for itself."""
    return _shown(request, _typed_of(rulesets.current()), 0, Trouble(), "admin/matching/_run.html")


def _shown(
    request: HttpRequest,
    typed: Mapping[str, object],
    seen: int,
    trouble: Trouble,
    template: str = "admin/matching/rules.html",
) -> HttpResponse:
    run, now = rerun.latest(), standing()
    context = RulesContext(
        tabs=tabs("rules"),
        version=seen,
        typed=typed,
        error=trouble.error,
        wrong=trouble.wrong,
        moves=moves(trouble.preview) if trouble.preview else None,
        figures=figures(now),
        progress=run,
        percent=min(100, 100 * run.done // run.total) if run and run.total else 0,
        history=rulesets.history(),
    )
    return page(request, template, context, room=ROOM, status=trouble.status)


def _typed(request: HttpRequest) -> dict[str, Any]:
    typed: dict[str, Any] = {name: name in request.POST for name in CHECKS}
    return typed | {name: request.POST.get(name, "") for name in TEXTS}


def _typed_of(in_force: Rules) -> dict[str, Any]:
    values = rulesets.values_of(in_force)
    lists = {name: "\n".join(values[name]) for name in ("free", "excluded")}
    return {**values, **lists, "margin": str(in_force.margin)} | {
        "name_least": str(in_force.name_least)
    }


def _version(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        raise Http404
    return int(text)
