"""The page of one event source: its figures, its keys, its limits and its rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.activities import event_sources
from lorgnette.activities.event_rules import in_lines, of_lines
from lorgnette.activities.event_source_list import EventSourceInfo
from lorgnette.activities.event_source_list import event_source as found
from lorgnette.activities.event_sources import BOUNDS, EventSourceMissing
from lorgnette.activities.types import TYPES
from lorgnette.kernel.refusals import Refusal
from lorgnette.scoring.versions import live
from lorgnette.web.admin.sources.fields import Field, fields, read_numbers
from lorgnette.web.admin.sources.tabs import ROOM
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say

MOST_LETTERS = 30_000


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A type of activity, as a rule names it."""

    code: str
    words: str
    weight: int


@dataclass(frozen=True, slots=True)
class SourceContext:
    """The context of `admin/sources/source.html`; `base_url` is what an SDK is pointed at."""

    source: EventSourceInfo
    base_url: str
    fields: Sequence[Field]
    rules: str
    rule_errors: Sequence[str]
    types: Sequence[TypeLine]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and refused."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    rules: str | None = None
    rule_errors: Sequence[str] = ()


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def event_source(request: AdministratorRequest, source_ref: str) -> HttpResponse:
    """GET shows it; POST changes its name and limits."""
    if request.method != "POST":
        return _shown(request, source_ref, Typed())
    values = {name: request.POST.get(name, "")[:200] for name in ("name", *BOUNDS)}
    try:
        numbers = read_numbers(values)
        event_sources.change(request.actor, source_ref, name=values["name"], **numbers)
    except EventSourceMissing:
        raise Http404 from None
    except Refusal as refusal:
        typed = Typed(values=values, errors={refusal.field or "name": say(refusal)})
        return _shown(request, source_ref, typed, status=refusal.status)
    messages.success(request, gettext("Saved."))
    return redirect("event_source", source_ref)


@administrator
@require_POST
def rules(request: AdministratorRequest, source_ref: str) -> HttpResponse:
    """Changes which type an event is, from now on."""
    text = request.POST.get("rules", "")[:MOST_LETTERS].replace("\0", "")
    wanted, wrong = of_lines(text)
    if wrong:
        typed = Typed(rules=text, rule_errors=[_wrong(*one) for one in wrong[:10]])
        return _shown(request, source_ref, typed, status=422)
    try:
        event_sources.set_rules(request.actor, source_ref, wanted)
    except EventSourceMissing:
        raise Http404 from None
    except Refusal as refusal:
        typed = Typed(rules=text, rule_errors=[say(refusal)])
        return _shown(request, source_ref, typed, status=refusal.status)
    messages.success(request, gettext("Saved. The rules hold for events that come from now on."))
    return redirect("event_source", source_ref)


@administrator
@require_POST
def switch(request: AdministratorRequest, source_ref: str) -> HttpResponse:
    """Takes its events again, or no more."""
    on = request.POST.get("to") == "on"
    try:
        event_sources.switch(request.actor, source_ref, on=on)
    except EventSourceMissing:
        raise Http404 from None
    words = gettext("Switched on.") if on else gettext("Switched off. Its events are refused.")
    messages.success(request, words)
    return redirect("event_source", source_ref)


def _shown(
    request: AdministratorRequest, source_ref: str, typed: Typed, status: int = 200
) -> HttpResponse:
    try:
        info = found(source_ref)
    except EventSourceMissing:
        raise Http404 from None
    context = SourceContext(
        source=info,
        base_url=settings.BASE_URL,
        fields=fields(info, typed.values, typed.errors),
        rules=in_lines(info.rules) if typed.rules is None else typed.rules,
        rule_errors=typed.rule_errors,
        types=_types(),
    )
    return page(request, "admin/sources/source.html", context, room=ROOM, status=status)


def _wrong(line: int, code: str) -> str:
    words = {
        "shape": gettext("Line %(line)s: write “event pattern = type” or “page pattern = type”."),
        "on": gettext("Line %(line)s: a rule begins with “event” or “page”."),
        "type": gettext("Line %(line)s: there is no such type of activity."),
    }
    return words[code] % {"line": line}


def _types() -> list[TypeLine]:
    """Each with what it weighs in the account score that is shown."""
    weights = live().model.weights
    return [TypeLine(kind.code, gettext(kind.words), weights.get(kind.code, 0)) for kind in TYPES]
