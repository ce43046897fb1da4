"""Tells each inviter once a day, in one mail, whose access ends or has ended."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from lorgnette.access import letters
from lorgnette.access.models import Digest, Notice
from lorgnette.access.reminders import ENDED, MORNING, STALE
from lorgnette.access.responsible import administrators
from lorgnette.kernel import clock
from lorgnette.kernel.portions import portions
from lorgnette.mail import outbox
from lorgnette.users.models import User
from lorgnette.workspace.settings import Settings, current

# Who is named; a link leads to all of them.
MOST_NAMES = 20
LONGEST_NAME = 60


def send_digests() -> int:
    """From eight in the workspace's morning on; returns how many were queued.

    Whom a grant's inviter no longer answers for is told to the administrator who has been here
    longest. What comes after the day's mail waits for tomorrow's.
    """
    workspace, at = current(), clock.now()
    local = at.astimezone(ZoneInfo(workspace.zone))
    if not workspace.reminders or local.time() < MORNING:
        return 0
    new = _new(at)
    everybody = administrators() if new else []
    by_member = {user.member_id: user for user in everybody}
    told: dict[User, list[Notice]] = defaultdict(list)
    for notice in new if everybody else ():
        told[by_member.get(notice.grant.inviter_id or 0, everybody[0])].append(notice)
    return sum(_tell(user, rows, local.date(), workspace) for user, rows in told.items())


def _new(at: datetime) -> list[Notice]:
    """Not told to an inviter yet, and still true; the nearest end first."""
    rows = Notice.objects.filter(
        digest=None,
        at__gt=at - STALE,
        ends_at=F("grant__ends_at"),
        grant__locked_at=None,
        grant__revoked_at=None,
    )
    wanted = ("kind", "grant__inviter_id", "grant__last_day", "grant__member__name")
    rows = rows.select_related("grant__member").only(*wanted)
    return list(rows.order_by("ends_at", "grant__member__sort_key", "pk"))


def _tell(to: User, notices: Sequence[Notice], day: date, workspace: Settings) -> int:
    """One mail, unless there was one today already."""
    # Of an access with two notices the later says all.
    people = list({notice.grant_id: notice for notice in notices}.values())
    ending = sum(notice.kind != ENDED for notice in people)
    rows = [_row(notice) for notice in people[:MOST_NAMES]]
    with transaction.atomic():
        digest, made = Digest.objects.get_or_create(
            recipient_id=to.member_id, day=day, defaults={"made_at": clock.now()}
        )
        if not made:
            return 0
        digest.message = outbox.put(letters.digest(to, rows, len(people), ending, workspace))
        digest.save(update_fields=["message"])
        for some in portions([notice.pk for notice in notices]):
            Notice.objects.filter(pk__in=some).update(digest=digest)
    return 1


def _row(notice: Notice) -> Mapping[str, Any]:
    grant = notice.grant
    name = grant.member.name
    return {
        "name": name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…",
        "last_day": grant.last_day.isoformat() if grant.last_day else None,
        "ended": notice.kind == ENDED,
    }
