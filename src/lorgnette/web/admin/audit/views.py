"""The audit trail page: filtered, page by page, verified and exported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from lorgnette.audit import exports, trail, walks
from lorgnette.audit.walks import ChainState
from lorgnette.kernel import clock
from lorgnette.kernel.pagination import Page
from lorgnette.web.admin.audit import asking, exporting
from lorgnette.web.admin.audit.asking import Filter
from lorgnette.web.admin.audit.telling import Line, kind_words, tell
from lorgnette.web.events.areas import AREAS
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page
from lorgnette.web.reader import language
from lorgnette.workspace.settings import current

ROOM = "audit"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a filter."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class AuditContext:
    """The context of `admin/audit/trail.html`; `is_cut`: more people match than are shown."""

    asked: Filter
    areas: Sequence[Choice]
    kinds: Sequence[Choice]
    lines: Page[Line]
    is_cut: bool
    chain: ChainState


@dataclass(frozen=True, slots=True)
class ChainContext:
    """The context of `admin/audit/_chain.html`."""

    chain: ChainState


@require_safe
@administrator
def audit(request: AdministratorRequest) -> HttpResponse:
    """The events of the filter in the address, newest first."""
    wanted, zone = asking.read(request.GET.dict()), current().zone
    asked, is_cut = asking.asked(wanted, zone)
    found = trail.page(asked, cursor=request.GET.get("cursor", ""))
    with timezone.override(zone):
        lines = tell(found.rows)
    context = AuditContext(
        asked=wanted,
        areas=[Choice(code, str(words)) for code, words in AREAS.items()],
        kinds=[Choice(kind, kind_words(kind)) for kind in asking.KINDS],
        lines=Page(lines, found.next, found.previous),
        is_cut=is_cut,
        chain=walks.state(),
    )
    return page(request, "admin/audit/trail.html", context, room=ROOM)


@require_safe
@administrator
def audit_chain(request: AdministratorRequest) -> HttpResponse:
    """Whether the chain holds, for a page that asks again while it is walked."""
    return page(request, "admin/audit/_chain.html", ChainContext(walks.state()), room=ROOM)


@require_POST
@administrator
def audit_verify(request: AdministratorRequest) -> HttpResponse:
    """Wants the chain walked now; the worker does it."""
    walks.ask(request.actor)
    return redirect("audit")


@require_POST
@administrator
def audit_export(request: AdministratorRequest) -> HttpResponse:
    """The events of the filter as a file, made while it is fetched."""
    form = request.POST.get("format", "")
    if form not in exporting.FORMATS:
        raise Http404
    wanted, zone = asking.read(request.POST.dict()), current().zone
    exports.note(request.actor, form, wanted.fields())
    asked, _is_cut = asking.asked(wanted, zone)
    lines = _in_language(exporting.lines(trail.walk(asked), form), language())
    name = f"audit-{clock.today(zone).isoformat()}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    answer = StreamingHttpResponse(lines, content_type=exporting.FORMATS[form], headers=headers)
    return cast(HttpResponse, answer)


def _in_language(lines: Iterator[str], code: str) -> Iterator[str]:
    """The lines are made after the view has ended, and its language with it."""
    while True:
        with translation.override(code):
            line = next(lines, None)
        if line is None:
            return
        yield line
