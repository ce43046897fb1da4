"""The events that could not be taken: looked at, filtered, and tried again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from lorgnette.activities import dead as room
from lorgnette.activities import replay as again
from lorgnette.activities.event_source_list import EventSourceInfo, event_sources
from lorgnette.activities.reasons import REASONS
from lorgnette.kernel.pagination import Page
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.admin.sources.tabs import ROOM, Tabs, tabs
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.moments import number
from lorgnette.web.pages import page, say
from lorgnette.web.reader import language


@dataclass(frozen=True, slots=True)
class Asked:
    """The filter: references, or "" for all."""

    source: str
    reason: str

    @property
    def query(self) -> str:
        named = {"source": self.source, "reason": self.reason}
        return urlencode({name: value for name, value in named.items() if value})


@dataclass(frozen=True, slots=True)
class Choice:
    """A reason in words, and how many are dead of it."""

    code: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class DeadShown:
    """An event with its reason in words and its payload as people read JSON."""

    line: room.DeadLine
    reason: str
    payload: str


@dataclass(frozen=True, slots=True)
class DeadContext:
    """The context of `admin/sources/dead.html`; `matching` is how many the filter finds."""

    tabs: Tabs
    asked: Asked
    sources: Sequence[EventSourceInfo]
    reasons: Sequence[Choice]
    lines: Page[DeadShown]
    matching: int
    most: int


@require_safe
@administrator
def dead_events(request: AdministratorRequest) -> HttpResponse:
    """Newest first."""
    asked = _asked(request)
    found = room.dead_events(
        source_ref=asked.source, reason=asked.reason, cursor=request.GET.get("cursor", "")
    )
    counts = room.reason_counts(asked.source)
    context = DeadContext(
        tabs=tabs("dead"),
        asked=asked,
        sources=event_sources(),
        reasons=[Choice(c.reason, gettext(REASONS.get(c.reason, "")), c.count) for c in counts],
        lines=Page([_shown(line) for line in found.rows], found.next, found.previous),
        matching=sum(c.count for c in counts if asked.reason in ("", c.reason)),
        most=again.MOST,
    )
    return page(request, "admin/sources/dead.html", context, room=ROOM)


@require_POST
@administrator
def replay(request: AdministratorRequest) -> HttpResponse:
    """Those that are chosen, or the oldest of the filter."""
    asked = Asked(request.POST.get("source", "")[:20], request.POST.get("reason", "")[:30])
    try:
        if request.POST.get("which") == "all":
            done = again.replay_like(request.actor, source_ref=asked.source, reason=asked.reason)
        else:
            done = again.replay(request.actor, request.POST.getlist("event")[: again.MOST])
    except room.DeadEventMissing:
        messages.warning(request, gettext("Choose at least one event that is still there."))
    except Refusal as refusal:
        messages.warning(request, say(refusal))
    else:
        messages.info(request, _told(done))
    return redirect(f"{reverse('dead_events')}?{asked.query}")


def _asked(request: HttpRequest) -> Asked:
    reason = request.GET.get("reason", "")
    source = request.GET.get("source", "")[:20].replace("\0", "")
    return Asked(source=source, reason=reason if reason in REASONS else "")


def _told(done: again.Replayed) -> str:
    words = ngettext(
        "%(count)s event was tried again; %(taken)s could be taken.",
        "%(count)s events were tried again; %(taken)s could be taken.",
        done.count,
    )
    told = words % {"count": _n(done.count), "taken": _n(done.taken)}
    if not done.left:
        return told
    left = ngettext("%(count)s more is left.", "%(count)s more are left.", done.left)
    return f"{told} {left % {'count': _n(done.left)}}"


def _n(value: int) -> str:
    return number(value, language())


def _shown(line: room.DeadLine) -> DeadShown:
    return DeadShown(line, gettext(REASONS.get(line.reason, "")), _pretty(line.payload))


def _pretty(payload: str) -> str:
    try:
        return json.dumps(json.loads(payload), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return payload
