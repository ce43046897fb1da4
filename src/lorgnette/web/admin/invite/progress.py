"""After Send: how far it is, and what became of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lorgnette.invitations import progress
from lorgnette.invitations.progress import BatchProgress, RowProgress
from lorgnette.kernel.refusals import Refusal
from lorgnette.mail import limits
from lorgnette.mail.route import leaves
from lorgnette.web import replies
from lorgnette.web.admin.invite import outcomes
from lorgnette.web.admin.invite.summary import scope_words
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say

NEEDS_YOU = "needs_you"
NEEDY, SIZE = 20, 50
# While mails wait; after that only answers of the invited come in.
OFTEN, SELDOM = 2, 30


@dataclass(frozen=True, slots=True)
class Row:
    """A person of the batch, in words."""

    progress: RowProgress
    look: outcomes.Look
    outcome: str
    detail: str
    next_try_at: datetime | None
    can_resend: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody who was chosen and not invited, and why."""

    name: str
    address: str
    why: str


@dataclass(frozen=True, slots=True)
class BatchContext:
    """The context of `admin/invite/batch.html` and of `batch_rows.html`.

    `seconds` is when the page asks again; `tenth` how many tenths have left, said aloud when it
    grows; `says` that it just did.
    """

    batch: BatchProgress
    scope: str
    waits: bool
    parts: list[outcomes.Part]
    chips: list[outcomes.Chip]
    needy: list[Row]
    more_needy: bool
    rows: list[Row]
    shown: str
    cursor: str
    next: str
    previous: str
    lost: list[Lost]
    seconds: int
    tenth: int
    says: bool


@require_safe
@administrator
def batch(request: AdministratorRequest, batch_ref: str) -> HttpResponse:
    """The page; it asks for `batch_rows` by itself."""
    return page(
        request, "admin/invite/batch.html", _context(request, batch_ref), room="users_roles"
    )


@require_safe
@administrator
def batch_rows(request: AdministratorRequest, batch_ref: str) -> HttpResponse:
    """What changes on the page."""
    return page(request, "admin/invite/batch_rows.html", _context(request, batch_ref))


@require_POST
@administrator
def batch_resend(request: AdministratorRequest, batch_ref: str) -> HttpResponse:
    """Sends one person of the batch a new link; the old one stops working."""
    try:
        progress.retry(batch_ref, request.POST.get("message", "")[:20], request.actor)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, gettext("A new link is on its way; the old one is dead."))
    return redirect("batch", batch_ref)


def _context(request: AdministratorRequest, batch_ref: str) -> BatchContext:
    shown, cursor = request.GET.get("outcome", ""), request.GET.get("cursor", "")
    shown = shown if shown in outcomes.LOOKS or shown == NEEDS_YOU else ""
    now = _batch(batch_ref)
    found = progress.batch_rows(batch_ref, outcome=shown, cursor=cursor, size=SIZE)
    needy = progress.batch_rows(batch_ref, outcome=NEEDS_YOU, size=NEEDY)
    tenth = now.left_here * 10 // now.total if now.total else 10
    return BatchContext(
        batch=now,
        scope=scope_words(now.scope),
        waits=not now.done and not leaves(),
        parts=outcomes.parts(now.counts, now.total),
        chips=outcomes.chips(now.counts),
        needy=_rows(needy.rows),
        more_needy=bool(needy.next),
        rows=_rows(found.rows),
        shown=shown,
        cursor=cursor,
        next=found.next,
        previous=found.previous,
        lost=[Lost(one.name, one.address, say(one.reason)) for one in now.skipped],
        seconds=SELDOM if now.done else OFTEN,
        tenth=tenth,
        says=request.GET.get("tenth", str(tenth)) != str(tenth),
    )


def _batch(batch_ref: str) -> BatchProgress:
    if not batch_ref.isalnum():
        raise Http404
    try:
        return progress.batch(batch_ref)
    except progress.BatchMissing as missing:
        raise Http404 from missing


def _rows(found: Sequence[RowProgress]) -> list[Row]:
    full = limits.held_back() if any(row.outcome == "queued" for row in found) else frozenset()
    return [
        Row(
            progress=row,
            look=outcomes.LOOKS[row.outcome],
            outcome=outcomes.word(row.outcome),
            detail=_detail(row, full),
            next_try_at=row.next_try_at if row.outcome == "deferred" else None,
            can_resend=bool(row.message_ref) and row.outcome in {"bounced", "failed"},
        )
        for row in found
    ]


def _detail(row: RowProgress, full: Collection[str]) -> str:
    """Why it has not arrived, or what is known beyond the outcome."""
    if row.outcome in {"deferred", "delayed", "bounced", "failed"}:
        return replies.in_words(row.reply_code, row.reply)
    if row.outcome == "queued" and row.domain in full:
        words = gettext("Waiting: at most %(limit)s mails an hour go to %(domain)s")
        return words % {"limit": limits.domain_hourly(), "domain": row.domain}
    if row.visited_at and row.outcome in {"sent", "delivered"}:
        return gettext("The link was fetched; nobody acted on its page yet")
    return ""
