"""How a batch is getting on: counted from the facts of its messages and invitations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from lorgnette.invitations import reasons
from lorgnette.invitations.amend import resend
from lorgnette.invitations.models import Batch, Invitation
from lorgnette.invitations.outcomes import OUTCOMES, TRIED, WAITING, outcome_of, since
from lorgnette.invitations.reasons import NotInvitable
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.pagination import Page, page_of
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.models import Message

MAYBE_TWICE = Q(message__maybe_twice_at__isnull=False)


class BatchMissing(Refusal):
    code = "batch_missing"
    words = _("There is no such sending.")
    status = 404


@dataclass(frozen=True, slots=True)
class Skipped:
    """Somebody who stopped being invitable before Send."""

    name: str
    address: str
    reason: NotInvitable


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """`total` is who was invited; `counts` has every code of `OUTCOMES` and adds up to it.

    `left_here` counts those whose mail has left this server or will not; `done`: none waits.
    `last_day`, `zone` and `scope` are the access that was offered.
    """

    ref: str
    sent_at: datetime
    inviter: str
    total: int
    counts: Mapping[str, int]
    left_here: int
    maybe_twice: int
    skipped: list[Skipped]
    done: bool
    last_day: date | None
    zone: str
    scope: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowProgress:
    """One person of the batch. `outcome` is one of `OUTCOMES`; `at` when it came about.

    `reply` holds the mail server's words or a sentence of the catalogue, with `reply_code` where
    the server gave one. `next_try_at` is set while queued or deferred. `visited_at` is when the
    link was first fetched, maybe by a program; `domain` where the mail goes.
    """

    member_ref: str
    message_ref: str
    name: str
    address: str
    language: str
    outcome: str
    at: datetime
    maybe_twice: bool
    reply_code: int | None
    reply: str
    next_try_at: datetime | None
    visited_at: datetime | None
    domain: str


def batch(ref: str) -> BatchProgress:
    """Raises `BatchMissing`."""
    row = _batch(ref)
    counts = dict.fromkeys(OUTCOMES, 0)
    for code, number in _people(row).values_list("outcome").annotate(Count("pk")).order_by():
        counts[code] = number
    total = sum(counts.values())
    waiting = sum(counts[code] for code in WAITING)
    return BatchProgress(
        ref=ref,
        sent_at=row.sent_at,
        inviter=row.inviter.name,
        total=total,
        counts=counts,
        left_here=total - waiting,
        maybe_twice=_people(row).filter(MAYBE_TWICE).count(),
        skipped=[Skipped(s["name"], s["address"], reasons.read(s)) for s in row.skipped],
        done=waiting == 0,
        last_day=row.last_day,
        zone=row.zone,
        scope=row.scope,
        reason=row.reason,
    )


def batch_rows(
    ref: str, *, outcome: str = "", cursor: str = "", size: int = 50
) -> Page[RowProgress]:
    """By name; `outcome` is "", one of `OUTCOMES`, or "needs_you" (bounced, failed, maybe twice).

    Raises `BatchMissing`.
    """
    people = _people(_batch(ref)).select_related("member", "message")
    if outcome == "needs_you":
        people = people.filter(Q(outcome__in=("bounced", "failed")) | MAYBE_TWICE)
    elif outcome:
        people = people.filter(outcome=outcome)
    page = page_of(people, ("member__sort_key", "id"), size=size, cursor=cursor)
    return Page([_row(invitation) for invitation in page.rows], page.next, page.previous)


def retry(batch_ref: str, message_ref: str, actor: Actor) -> str:
    """Sends that person of the batch a new link, the old one dying: `amend.resend` by message.

    Raises the refusals of `amend.resend`.
    """
    mine = {"batch__public_id": batch_ref, "message__public_id": message_ref}
    rows = Invitation.objects.filter(**mine)
    return resend(rows.values_list("member__public_id", flat=True).first() or "", actor)


def _batch(ref: str) -> Batch:
    row = Batch.objects.select_related("inviter").filter(public_id=ref).first()
    if row is None:
        raise BatchMissing
    return row


def _people(row: Batch) -> QuerySet[Any]:
    """Of each person of the batch the last invitation: a resend takes the place of the first."""
    last = Invitation.objects.filter(batch=row, renewed_by=None)
    return last.annotate(outcome=outcome_of())


def _row(invitation: Any) -> RowProgress:
    mail: Message | None = invitation.message
    return RowProgress(
        member_ref=invitation.member.public_id,
        message_ref=mail.public_id if mail else "",
        name=invitation.member.name,
        address=invitation.member.address,
        language=invitation.language,
        outcome=invitation.outcome,
        at=since(invitation),
        maybe_twice=bool(mail and mail.maybe_twice_at),
        reply_code=mail.reply_code if mail else None,
        reply=mail.reply_text if mail else "",
        next_try_at=mail.next_try_at if mail and invitation.outcome in TRIED else None,
        visited_at=invitation.visited_at,
        domain=mail.to_address.rpartition("@")[2].lower() if mail else "",
    )
