"""Sends each person their daily mail and their weekly report: once, at an hour of theirs."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError
from django.db.models import Max

from lorgnette.access.policy import Viewer, viewers_for
from lorgnette.insight import digest, letters
from lorgnette.insight.complaints import without_complaints
from lorgnette.insight.edition_claims import Portion, claim, settle
from lorgnette.insight.edition_rounds import Round, due, rounds
from lorgnette.insight.models import DAILY, WEEKLY, Edition
from lorgnette.kernel import clock
from lorgnette.mail.outbox import Envelope
from lorgnette.users.models import User
from lorgnette.workspace.settings import Settings, current

# So many are claimed, and written, at a time.
PORTION = 50
# A mail after a weekend tells of all of it; after longer silence of no more.
DAY, LONGEST = timedelta(days=1), timedelta(days=4)
KEPT = timedelta(days=60)

log = logging.getLogger(__name__)


def send_due(go_on: Callable[[], bool] = lambda: True) -> int:
    """Queues what is due, each once however many ask at the same moment; returns how many mails.

    Any number of workers share the work. Silent for whoever's access ended or is locked, and
    where there is nothing to say.
    """
    workspace, made = current(), 0
    for some in rounds(workspace, clock.now()):
        while go_on():
            member_ids = list(due(some, workspace)[:PORTION])
            if not member_ids:
                break
            made += _make(claim(some.kind, some.day, member_ids), some, workspace)
    return made


def prune() -> None:
    """Forgets what was made long ago."""
    Edition.objects.filter(made_at__lt=clock.now() - KEPT).delete()


def _make(portion: Portion, some: Round, workspace: Settings) -> int:
    """What breaks at one person is written down, and the others get theirs."""
    editions = {row.member_id: row.pk for row in portion.editions}
    found = User.objects.filter(member__in=editions, is_active=True).select_related("member")
    users = without_complaints(list(found))
    made: dict[int, Envelope | None] = dict.fromkeys(editions.values())
    viewers, since = viewers_for(users), _since(some, editions)
    for user in users:
        viewer, pk = viewers.get(user.pk), editions[user.member_id]
        if viewer is None:
            continue
        try:
            made[pk] = _envelope(user, viewer, some, since[user.member_id], workspace)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("The mail for %s cannot be made.", user.member.public_id)
            del made[pk]
    return settle(portion, made)


def _envelope(
    user: User, viewer: Viewer, some: Round, since: datetime, workspace: Settings
) -> Envelope | None:
    if some.kind == WEEKLY:
        report = digest.week(viewer)
        return letters.weekly(user, report, workspace) if report.digest.accounts else None
    told = digest.daily(viewer, since)
    return letters.daily(user, told, workspace) if told.accounts else None


def _since(some: Round, member_ids: Collection[int]) -> dict[int, datetime]:
    """By member, when the last one was made, whatever it had to say."""
    at = clock.now()
    found = Edition.objects.filter(
        member__in=member_ids, kind=DAILY, day__lt=some.day, lease_until=None
    )
    last = dict(found.values_list("member").annotate(Max("made_at")).order_by())
    return {pk: max(last[pk], at - LONGEST) if pk in last else at - DAY for pk in member_ids}
