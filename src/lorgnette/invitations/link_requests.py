"""Wishes for a new invitation link: listed, answered by a resend or left alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from lorgnette.audit.record import record
from lorgnette.invitations import amend
from lorgnette.invitations.models import Invitation, LinkRequest
from lorgnette.invitations.standing import UNANSWERED, hold
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.pagination import Page, page_of
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import Member

SENT, DECLINED, MOOT = "sent", "declined", "moot"


class LinkRequestUnknown(Refusal):
    code = "link_request_unknown"
    status = 404
    words = _("There is no such request.")


class LinkRequestAnswered(Refusal):
    """Somebody else was quicker; `values` hold `name`."""

    code = "link_request_answered"
    status = 409
    words = _("%(name)s has answered this request already.")


class LinkRequestMoot(Refusal):
    code = "link_request_moot"
    status = 409
    words = _("This request has closed by itself: the invitation no longer waits for an answer.")


@dataclass(frozen=True, slots=True)
class LinkWish:
    """A wish for a new link. `answer` is "" while it is open, then sent, declined or moot.

    `link_ends_at` is of the invitation that waits, null where none does any more.
    """

    ref: str
    member_ref: str
    name: str
    address: str
    asked_at: datetime
    invited_at: datetime | None
    inviter: str
    link_ends_at: datetime | None
    answer: str
    answered_by: str


def look(ref: str) -> LinkWish:
    """One request, answered or not. Raises `LinkRequestUnknown`."""
    return _wish(_found(ref))


def open_wishes(*, cursor: str = "", size: int = 25) -> Page[LinkWish]:
    """Those that wait, the longest first."""
    page = page_of(_open(), ("asked_at", "id"), size=size, cursor=cursor)
    return Page([_wish(row) for row in page.rows], page.next, page.previous)


def count_open() -> int:
    return _open().count()


def send(ref: str, actor: Actor) -> None:
    """A new link by a new mail to the invited address.

    Raises `LinkRequestUnknown`, `LinkRequestAnswered`, `LinkRequestMoot` and what `amend.resend`
    does.
    """
    with transaction.atomic():
        request = _held(ref)
        amend.resend(request.member.public_id, actor)
        _close(request, SENT, actor)


def decline(ref: str, actor: Actor) -> None:
    """Lets it be; nobody is told. Raises as `send`."""
    with transaction.atomic():
        _close(_held(ref), DECLINED, actor)


def prune(older_than: timedelta = timedelta(days=365)) -> int:
    """Forgets wishes that were answered long ago; the audit trail keeps that they were."""
    return LinkRequest.objects.filter(closed_at__lt=clock.now() - older_than).delete()[0]


def _open() -> QuerySet[LinkRequest]:
    """Unanswered, and nothing else has happened since: no answer, no newer link."""
    waiting = Invitation.objects.filter(
        member=OuterRef("member"), invited_at__lte=OuterRef("asked_at"), **UNANSWERED
    )
    rows = LinkRequest.objects.select_related("member", "answered_by")
    return rows.filter(Exists(waiting), closed_at=None)


def _found(ref: str) -> LinkRequest:
    rows = LinkRequest.objects.select_related("member", "answered_by")
    request = rows.filter(public_id=ref).first()
    if request is None:
        raise LinkRequestUnknown
    return request


def _held(ref: str) -> LinkRequest:
    """The open request, once nobody else can answer it."""
    hold([_found(ref).member_id])
    request = _open().filter(public_id=ref).first()
    if request:
        return request
    answered = _found(ref)
    if answered.answered_by is None:
        raise LinkRequestMoot
    raise LinkRequestAnswered(name=answered.answered_by.name)


def _close(request: LinkRequest, answer: str, actor: Actor) -> None:
    request.closed_at, request.answer = clock.now(), answer
    request.answered_by = Member.objects.filter(public_id=actor.ref).first()
    request.save(update_fields=["closed_at", "answer", "answered_by"])
    record(
        "invitation.link_answered",
        actor,
        subject_kind="member",
        subject_ref=request.member.public_id,
        values={"answer": answer, "request": request.public_id},
    )


def _wish(request: LinkRequest) -> LinkWish:
    member = request.member
    waiting = amend.open_invitation(member)
    moot = not request.closed_at and (waiting is None or waiting.invited_at > request.asked_at)
    return LinkWish(
        ref=request.public_id,
        member_ref=member.public_id,
        name=member.name,
        address=member.address,
        asked_at=request.asked_at,
        invited_at=waiting.invited_at if waiting else None,
        inviter=waiting.inviter.name if waiting else "",
        link_ends_at=waiting.link_ends_at if waiting else None,
        answer=MOOT if moot else request.answer,
        answered_by=request.answered_by.name if request.answered_by else "",
    )
