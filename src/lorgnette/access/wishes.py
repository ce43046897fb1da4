"""Reads the wishes for more time: the person's own, and those that wait for an administrator."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from lorgnette.access import standing as states
from lorgnette.access.models import ExtensionRequest, Grant
from lorgnette.access.requests import AGAIN_AFTER, RequestUnknown
from lorgnette.access.responsible import responsible
from lorgnette.access.standing import Standing, standing
from lorgnette.kernel import clock
from lorgnette.kernel.pagination import Page, page_of
from lorgnette.users.members import by_ref


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person can ask for, and what became of what they asked.

    `state` is that of `access.standing`. `asked_at` is null where nothing was asked; `answer` is
    "" while it waits, then extended or declined, with the administrator's `note`.
    """

    state: str
    last_day: date | None
    zone: str
    can_ask: bool
    asked_at: datetime | None
    why: str
    wished_day: date | None
    answer: str
    note: str
    whom: list[str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request as an administrator sees it; `state` is active, ended, locked or revoked.

    `answer` is "" while it is open, then extended, declined or moot.
    """

    ref: str
    member_ref: str
    name: str
    address: str
    state: str
    last_day: date | None
    zone: str
    locked_at: datetime | None
    lock_reason: str
    asked_at: datetime
    why: str
    wished_day: date | None
    closed_at: datetime | None
    answer: str
    answered_by: str
    note: str


def wish_of(member_ref: str) -> Wish:
    """Of one person. Raises `users.members.MemberUnknown`."""
    member = by_ref(member_ref)
    now = standing(member.pk)
    grant = Grant.objects.filter(member=member, revoked_at=None).first()
    request = _latest(grant) if grant else None
    lately = request is not None and request.asked_at > clock.now() - AGAIN_AFTER
    return Wish(
        state=now.state,
        last_day=now.last_day,
        zone=now.zone,
        can_ask=grant is not None and not lately and _ends(now),
        asked_at=request.asked_at if request else None,
        why=request.why if request else "",
        wished_day=request.wished_day if request else None,
        answer=request.answer if request else "",
        note=request.note if request else "",
        whom=[user.member.name for user in responsible(grant)] if grant else [],
    )


def look(ref: str) -> Waiting:
    """One request, answered or not. Raises `RequestUnknown`."""
    request = _rows().filter(public_id=ref).first()
    if request is None:
        raise RequestUnknown
    return _waiting(request)


def open_requests(*, cursor: str = "", size: int = 25) -> Page[Waiting]:
    """Those that wait, the longest first."""
    page = page_of(_rows().filter(closed_at=None), ("asked_at", "id"), size=size, cursor=cursor)
    return Page([_waiting(row) for row in page.rows], page.next, page.previous)


def count_open() -> int:
    return ExtensionRequest.objects.filter(closed_at=None).count()


def open_ref(member_ref: str) -> str:
    """Of the person's request that waits, or ""."""
    rows = ExtensionRequest.objects.filter(grant__member__public_id=member_ref, closed_at=None)
    return rows.values_list("public_id", flat=True).first() or ""


def prune(older_than: timedelta = timedelta(days=365)) -> int:
    """Forgets requests that were answered long ago; the audit trail keeps that they were."""
    rows = ExtensionRequest.objects.filter(closed_at__lt=clock.now() - older_than)
    return rows.delete()[0]


def _latest(grant: Grant) -> ExtensionRequest | None:
    return ExtensionRequest.objects.filter(grant=grant).order_by("-asked_at", "-pk").first()


def _ends(now: Standing) -> bool:
    return now.state == states.LOCKED or now.ends_at is not None


def _rows() -> QuerySet[ExtensionRequest]:
    return ExtensionRequest.objects.select_related("grant__member", "answered_by")


def _waiting(request: ExtensionRequest) -> Waiting:
    grant = request.grant
    return Waiting(
        ref=request.public_id,
        member_ref=grant.member.public_id,
        name=grant.member.name,
        address=grant.member.address,
        state=states.state_of(grant, clock.now()),
        last_day=grant.last_day,
        zone=grant.zone,
        locked_at=grant.locked_at,
        lock_reason=grant.lock_reason,
        asked_at=request.asked_at,
        why=request.why,
        wished_day=request.wished_day,
        closed_at=request.closed_at,
        answer=request.answer,
        answered_by=request.answered_by.name if request.answered_by else "",
        note=request.note,
    )
