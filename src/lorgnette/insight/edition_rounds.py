"""Whose daily mail or weekly report is due at this hour of theirs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from lorgnette.access.models import Grant
from lorgnette.insight.edition_claims import over
from lorgnette.insight.models import DAILY, WEEKLY, Edition, MailWishes
from lorgnette.insight.quiet import is_quiet
from lorgnette.insight.wishes import Wishes
from lorgnette.kernel import clock
from lorgnette.users.models import User
from lorgnette.workspace.settings import Settings

# A worker that was dead on Monday still reports until the evening of Wednesday.
LAST_WEEKDAY = 2


@dataclass(frozen=True, slots=True)
class Round:
    """Those whose mail of `day` is due at `local`: their zone is `zone`, "" for the company's."""

    kind: str
    zone: str
    local: datetime
    day: date


def rounds(workspace: Settings, at: datetime) -> Iterator[Round]:
    chosen = MailWishes.objects.exclude(zone="").values_list("zone", flat=True).distinct()
    for zone in ["", *chosen.order_by("zone")]:
        local = at.astimezone(ZoneInfo(zone or workspace.zone))
        yield Round(DAILY, zone, local, local.date())
        if local.weekday() <= LAST_WEEKDAY:
            yield Round(WEEKLY, zone, local, local.date() - timedelta(days=local.weekday()))


def due(some: Round, workspace: Settings) -> QuerySet[Any, int]:
    """The ids of those who have access, want this mail at this hour, and have none of this day
    yet: nobody has made it, or is at it.
    """
    has_access = Grant.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=clock.now()),
        member=OuterRef("member"),
        revoked_at=None,
        locked_at=None,
    )
    taken = Edition.objects.filter(~over(), member=OuterRef("member"), kind=some.kind, day=some.day)
    users = User.objects.filter(Exists(has_access), ~Exists(taken), is_active=True)
    wanting = users.filter(_wanted(some, workspace)).order_by("pk")
    return wanting.values_list("member", flat=True)


def _wanted(some: Round, workspace: Settings) -> Q:
    """By the person's wishes, or by the defaults of whoever has chosen nothing."""
    hours = [hour for hour in range(24) if _is_due(some.local, hour, workspace)]
    weekends = [flag for flag in (False, True) if not _quiet(some.local, workspace, flag)]
    chosen = Q(
        member__mail_wishes__zone=some.zone,
        member__mail_wishes__hour__in=hours,
        member__mail_wishes__weekends__in=weekends,
        **{f"member__mail_wishes__{some.kind}": True},
    )
    standard = Wishes()
    if some.zone or standard.hour not in hours or standard.weekends not in weekends:
        return chosen
    return chosen | Q(member__mail_wishes=None)


def _is_due(local: datetime, hour: int, workspace: Settings) -> bool:
    """An hour in the night is that of the morning after it."""
    at_night = _quiet(local.replace(hour=hour), workspace, True)
    return at_night or hour <= local.hour


def _quiet(local: datetime, workspace: Settings, weekends: bool) -> bool:
    return is_quiet(local, workspace.quiet_from, workspace.quiet_until, weekends=weekends)
