"""An action on many people: what it will do, then how far it is, then its undo."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.access.last_day import latest_day
from lorgnette.invitations import bulk
from lorgnette.invitations.bulk import BulkMissing, Foreseen, Progress
from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.admin.sales_users import bulk_words
from lorgnette.web.admin.sales_users.bulk_words import Group, Stays
from lorgnette.web.admin.sales_users.extending import chosen_day
from lorgnette.web.admin.sales_users.listing import Asked
from lorgnette.web.admin.sales_users.sheet import Choice, choices
from lorgnette.web.admin.sales_users.typed import Typed
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say
from lorgnette.workspace.settings import current

ROOM = "users_roles"


@dataclass(frozen=True, slots=True)
class AskContext:
    """The context of `admin/sales_users/bulk_ask.html`: nothing is done yet."""

    ref: str
    verb: str
    title: str
    heading: str
    effects: list[str]
    button: str
    icon: str
    is_danger: bool
    able: int
    groups: list[Group]
    stays: list[Stays]
    more: int
    back: str
    choices: list[Choice]
    earliest: date
    latest: date
    typed: Typed


@dataclass(frozen=True, slots=True)
class LookContext:
    """The context of `admin/sales_users/bulk.html` and of the part that asks again by itself."""

    progress: Progress
    title: str
    heading: str
    sentences: list[str]
    groups: list[Group]
    stays: list[Stays]
    more: int
    is_going: bool
    gone: int
    undo_words: str
    back: str


@administrator
@require_POST
def ask(request: AdministratorRequest) -> HttpResponse:
    """Freezes who was selected, and asks."""
    asked = Asked.of(request.POST)
    back = asked.href()
    try:
        ref = bulk.ask(
            request.actor,
            request.POST.get("action", ""),
            refs=request.POST.getlist("ref"),
            text=asked.text,
            status=asked.status,
            all_matching="all" in request.POST,
            back=back,
        )
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect(back)
    return redirect("sales_users_bulk", ref)


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AdministratorRequest, bulk_ref: str) -> HttpResponse:
    """The question; its answer; then how far it is."""
    found = _found(bulk_ref)
    if request.method == "POST" and found.state == "asked":
        typed = Typed(
            until=request.POST.get("until", ""),
            day=request.POST.get("day", ""),
            reason=request.POST.get("reason", ""),
        )
        return _started(request, found, typed)
    if found.state == "asked":
        return _question(request, found, Typed())
    return page(request, "admin/sales_users/bulk.html", _context(found), room=ROOM)


@administrator
@require_POST
def go_on(request: AdministratorRequest, bulk_ref: str) -> HttpResponse:
    """Does some more of it; the page asks by itself, the button is for browsers without scripts."""
    found = _found(bulk_ref)
    if found.state in ("going", "undoing"):
        # One portion: the worker does the others meanwhile.
        bulk.go_on(bulk_ref, seconds=0)
    return _answer(request, bulk_ref)


@administrator
@require_POST
def undo(request: AdministratorRequest, bulk_ref: str) -> HttpResponse:
    """Puts back what can be."""
    _found(bulk_ref)
    try:
        bulk.undo(bulk_ref, request.actor)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        bulk.go_on(bulk_ref)
    return redirect("sales_users_bulk", bulk_ref)


def _started(request: AdministratorRequest, found: Progress, typed: Typed) -> HttpResponse:
    try:
        last_day = chosen_day(typed) if found.verb == "extend" else None
        bulk.start(found.ref, request.actor, last_day=last_day, reason=typed.reason.strip()[:200])
    except Refusal as refusal:
        wrong = Typed(
            until=typed.until,
            day=typed.day,
            reason=typed.reason,
            error=say(refusal),
            field=refusal.field or "day",
        )
        return _question(request, found, wrong, status=422)
    bulk.go_on(found.ref)
    return redirect("sales_users_bulk", found.ref)


def _question(
    request: AdministratorRequest, found: Progress, typed: Typed, status: int = 200
) -> HttpResponse:
    foreseen, zone = bulk.foresee(found.ref), current().zone
    today = clock.today(zone)
    context = AskContext(
        ref=found.ref,
        verb=found.verb,
        title=bulk_words.title(found.verb),
        heading=bulk_words.question(found.verb, foreseen.able),
        effects=bulk_words.effects(found.verb, foreseen),
        button=bulk_words.title(found.verb),
        icon=bulk_words.ICONS[found.verb],
        is_danger=found.verb in ("revoke", "lock"),
        able=foreseen.able,
        groups=bulk_words.groups(foreseen.by_reason),
        stays=bulk_words.stays(foreseen.refused),
        more=_more(foreseen),
        back=_back(found),
        choices=choices(today),
        earliest=today,
        latest=latest_day(zone),
        typed=typed,
    )
    return page(request, "admin/sales_users/bulk_ask.html", context, room=ROOM, status=status)


def _answer(request: AdministratorRequest, bulk_ref: str) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("sales_users_bulk", bulk_ref)
    return page(request, "admin/sales_users/_bulk.html", _context(_found(bulk_ref)))


def _context(found: Progress) -> LookContext:
    return LookContext(
        progress=found,
        title=bulk_words.title(found.verb),
        heading=bulk_words.heading(found),
        sentences=bulk_words.outcome(found),
        groups=bulk_words.groups(found.by_reason),
        stays=bulk_words.stays(found.refused),
        more=found.counts["refused"] - len(found.refused),
        is_going=found.state in ("going", "undoing"),
        gone=found.gone if found.state == "going" else _undone(found),
        undo_words=bulk_words.undo_words(found),
        back=_back(found),
    )


def _undone(found: Progress) -> int:
    return found.counts["undone"] + found.counts["kept"]


def _more(foreseen: Foreseen) -> int:
    return sum(foreseen.by_reason.values()) - len(foreseen.refused)


def _back(found: Progress) -> str:
    """The list as it was, never another place."""
    ours = url_has_allowed_host_and_scheme(found.back, allowed_hosts=None)
    return found.back if found.back and ours else reverse("sales_users")


def _found(bulk_ref: str) -> Progress:
    try:
        return bulk.look(bulk_ref)
    except BulkMissing as missing:
        raise Http404 from missing
