"""Makes a source, or another key of one: the key is shown this once."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from lorgnette.activities import event_sources
from lorgnette.activities.event_source_list import EventSourceInfo, event_source
from lorgnette.activities.event_sources import EventSourceMissing, WithKey
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.admin.sources.tabs import ROOM
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say

OVERLAPS = (event_sources.DEFAULT_OVERLAP_DAYS, 30, 1, 0)


@dataclass(frozen=True, slots=True)
class NewContext:
    """The context of `admin/sources/new.html`."""

    name: str
    error: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """For how long the key before still works."""

    days: int
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class RotateContext:
    """The context of `admin/sources/rotate.html`."""

    source: EventSourceInfo
    overlaps: list[Overlap]


@dataclass(frozen=True, slots=True)
class KeyContext:
    """The context of `admin/sources/key.html`; `base_url` is what an SDK is pointed at."""

    source: EventSourceInfo
    key: str
    base_url: str
    is_first: bool


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: AdministratorRequest) -> HttpResponse:
    """GET asks for a name; POST makes the source and shows its key."""
    if request.method != "POST":
        return page(request, "admin/sources/new.html", NewContext("", ""), room=ROOM)
    name = request.POST.get("name", "")
    try:
        made = event_sources.create(request.actor, name)
    except Refusal as refusal:
        context = NewContext(name[:200], say(refusal))
        return page(request, "admin/sources/new.html", context, room=ROOM, status=refusal.status)
    return _shown(request, made, is_first=True)


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def rotate(request: AdministratorRequest, source_ref: str) -> HttpResponse:
    """GET asks how long the key before still works; POST makes another and shows it."""
    try:
        if request.method != "POST":
            context = RotateContext(event_source(source_ref), _overlaps())
            return page(request, "admin/sources/rotate.html", context, room=ROOM)
        made = event_sources.rotate(request.actor, source_ref, _days(request))
    except EventSourceMissing:
        raise Http404 from None
    return _shown(request, made, is_first=False)


def _days(request: AdministratorRequest) -> int:
    told = request.POST.get("days", "")
    return next((days for days in OVERLAPS if str(days) == told), OVERLAPS[0])


def _overlaps() -> list[Overlap]:
    return [Overlap(days, _words(days), days == OVERLAPS[0]) for days in OVERLAPS]


def _words(days: int) -> str:
    if not days:
        return gettext("Not at all: it stops at once, for a key that has leaked")
    words = ngettext("%(count)s day longer", "%(count)s days longer", days)
    return words % {"count": days}


def _shown(request: AdministratorRequest, made: WithKey, *, is_first: bool) -> HttpResponse:
    context = KeyContext(event_source(made.ref), made.key, settings.BASE_URL, is_first)
    return page(request, "admin/sources/key.html", context, room=ROOM)
