"""Mails the moments that people follow: at once, but bundled, and never at night."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from lorgnette.insight import letters
from lorgnette.insight.alerts import visible
from lorgnette.insight.complaints import without_complaints
from lorgnette.insight.models import Alert, MailWishes
from lorgnette.insight.quiet import is_quiet
from lorgnette.kernel import clock
from lorgnette.kernel.each import each_of
from lorgnette.mail import outbox
from lorgnette.scoring.moments import read
from lorgnette.users.models import User
from lorgnette.workspace.settings import Settings, current

# One mail at most in so long, so many moments named in it, and so many looked at for it.
PAUSE, MOST, MOST_LOOKED_AT = timedelta(minutes=15), 20, 500
# Older ones are let go: a weekend and the nights around it.
STALE = timedelta(days=4)


def send(go_on: Callable[[], bool] = lambda: True) -> int:
    """Queues a mail to everybody for whom moments wait and whose pause is over; how many."""
    workspace, at = current(), clock.now()
    waiting = Alert.objects.filter(made_at=None).values("member").distinct()
    users = User.objects.filter(member__in=waiting).select_related("member__mail_wishes")
    return sum(
        each_of(
            partial(_tell, user, workspace)
            for user in users.order_by("pk").iterator(chunk_size=1_000)
            if go_on() and _may_hear(getattr(user.member, "mail_wishes", None), workspace, at)
        )
    )


def _may_hear(wishes: MailWishes | None, workspace: Settings, at: datetime) -> bool:
    wished = wishes or MailWishes()
    local = at.astimezone(ZoneInfo(wished.zone or workspace.zone))
    if is_quiet(local, workspace.quiet_from, workspace.quiet_until, weekends=wished.weekends):
        return False
    return wished.moments_at is None or at - wished.moments_at >= PAUSE


def _tell(user: User, workspace: Settings) -> int:
    """In one transaction: whose turn it is, what waits, the mail, and that it was told."""
    at = clock.now()
    with transaction.atomic():
        MailWishes.objects.get_or_create(member_id=user.member_id)
        wishes = MailWishes.objects.select_for_update().get(pk=user.member_id)
        if not _may_hear(wishes, workspace, at):
            return 0
        alerts = list(_waiting(user)[:MOST_LOOKED_AT])
        rows = Alert.objects.filter(pk__in=[alert.pk for alert in alerts])
        told = _told(user, wishes, alerts, at)
        if not told:
            rows.update(made_at=at)
            return 0
        envelope = letters.moments(user, told[:MOST], len(told) - len(told[:MOST]), workspace)
        rows.update(made_at=at, message=outbox.put(envelope))
        wishes.moments_at = at
        wishes.save(update_fields=["moments_at"])
    return 1


def _waiting(user: User) -> QuerySet[Alert]:
    rows = Alert.objects.filter(member_id=user.member_id, made_at=None)
    return rows.order_by("-at", "-pk")


def _told(
    user: User, wishes: MailWishes, alerts: list[Alert], at: datetime
) -> list[read.FoundMoment]:
    """What is still to be told, the latest first: nothing to who wants none or has no access."""
    if not wishes.moments or not without_complaints([user]):
        return []
    ids = [alert.moment_id for alert in alerts if alert.moment_id and at - alert.at < STALE]
    found = [read.of_row(row) for row in read.shown().filter(pk__in=ids).order_by("-at", "-pk")]
    return visible(user, found)
