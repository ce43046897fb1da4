"""Tells people that their access ends: a week before, a day before, and when it has ended."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from lorgnette.access import letters
from lorgnette.access.models import Grant, Notice
from lorgnette.access.reminders import AHEAD, DAY, ENDED, STALE, WEEK, due, moment
from lorgnette.audit.record import Subject, record_many
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.kernel.tokens import public_id
from lorgnette.mail import outbox
from lorgnette.users.models import Member
from lorgnette.workspace.settings import Settings, current

# Grants that one transaction tells of.
CHUNK = 500
_LETTERS = {WEEK: "access_reminder", DAY: "access_reminder_last", ENDED: "access_ended"}


@dataclass(frozen=True, slots=True)
class _End:
    """An end that many grants may share, and what is due of it."""

    ends_at: datetime
    last_day: date
    zone: str
    kind: str


def send_due(stop: threading.Event | None = None) -> int:
    """Queues what is due, each once however many ask at the same moment; returns how many.

    Silent for who is locked out or revoked, for administrators, whose view does not end, and
    where the settings say so.
    """
    workspace, told = current(), 0
    if not workspace.reminders:
        return 0
    for end in _ends(clock.now()):
        while not (stop and stop.is_set()):
            looked_at, written = _tell(end, workspace)
            told += written
            if looked_at < CHUNK:
                break
    return told


def _ends(at: datetime) -> Iterator[_End]:
    """The ends for which something may be due now, the nearest first."""
    near = _open().filter(ends_at__gt=at - STALE, ends_at__lte=at + AHEAD)
    for ends_at, last_day, zone in (
        near.values_list("ends_at", "last_day", "zone").distinct().order_by("ends_at", "zone")
    ):
        if ends_at and last_day:
            kind = due(last_day, zone, ends_at, at)
            if kind:
                yield _End(ends_at, last_day, zone, kind)


def _open() -> QuerySet[Grant]:
    return Grant.objects.filter(revoked_at=None, locked_at=None)


def _tell(end: _End, workspace: Settings) -> tuple[int, int]:
    """How many grants of this end were looked at, and how many notices were new."""
    with transaction.atomic():
        # Held, so that an extension of the same moment waits, and then takes the letter back.
        grants = list(_untold(end)[:CHUNK])
        new = _claimed(grants, end)
        _withdraw_earlier(new)
        envelopes = [_envelope(notice.grant, end, workspace) for notice in new]
        for notice, message in zip(new, outbox.put_many(envelopes), strict=True):
            notice.message = message
        Notice.objects.bulk_update(new, ["message"], batch_size=CHUNK)
        values = {"kind": end.kind, "last_day": end.last_day, "zone": end.zone}
        about = [Subject("member", notice.grant.member.public_id, values) for notice in new]
        record_many("access.reminded", SYSTEM, about)
    return len(grants), len(new)


def _untold(end: _End) -> QuerySet[Grant]:
    told = Notice.objects.filter(grant=OuterRef("pk"), kind=end.kind, ends_at=end.ends_at)
    found = _open().filter(~Exists(told), ends_at=end.ends_at, last_day=end.last_day, zone=end.zone)
    if end.kind != ENDED:
        # Whose end was chosen after the moment has just been told of it.
        at = moment(end.kind, end.last_day, end.zone)
        found = found.filter(Q(end_set_at__lte=at) | Q(end_set_at=None, granted_at__lte=at))
    no_person = Q(member__user__is_administrator=True) | Q(member__user__is_active=False)
    locked = found.exclude(no_person).select_for_update(of=("self",), skip_locked=True)
    return locked.select_related("member__user", "inviter__user").order_by("pk")


def _claimed(grants: Sequence[Grant], end: _End) -> list[Notice]:
    """Those whose notice this call wrote: another's row makes ours vanish."""
    claim, at = public_id(), clock.now()
    rows = [
        Notice(grant=grant, kind=end.kind, ends_at=end.ends_at, at=at, claim=claim)
        for grant in grants
    ]
    Notice.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)
    by_id = {grant.pk: grant for grant in grants}
    mine = list(Notice.objects.filter(claim=claim).order_by("pk"))
    for notice in mine:
        notice.grant = by_id[notice.grant_id]
    return mine


def _withdraw_earlier(new: Sequence[Notice]) -> None:
    """A week's reminder that has not left makes no sense beside the day's."""
    earlier = Notice.objects.filter(
        grant__in=[notice.grant_id for notice in new], message__final=False
    )
    outbox.cancel(list(earlier.values_list("message_id", flat=True)))


def _envelope(grant: Grant, end: _End, workspace: Settings) -> outbox.Envelope:
    return letters.to_person(grant, _LETTERS[end.kind], _whom(grant), workspace)


def _whom(grant: Grant) -> Member | None:
    """Whoever invited, while they administer."""
    user = getattr(grant.inviter, "user", None) if grant.inviter else None
    return grant.inviter if user and user.is_administrator and user.is_active else None
