"""Sends each person their daily mail and their weekly report: once, at an hour of theirs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from lorgnette.access.models import Grant
from lorgnette.access.policy import NoAccess, viewer_for
from lorgnette.insight import digest, letters
from lorgnette.insight.models import DAILY, WEEKLY, Edition, MailWishes
from lorgnette.insight.quiet import is_quiet
from lorgnette.insight.wishes import Wishes
from lorgnette.kernel import clock
from lorgnette.mail import outbox, suppression
from lorgnette.mail.outbox import Envelope
from lorgnette.users.models import User
from lorgnette.workspace.settings import Settings, current

CHUNK = 100
# A mail after a weekend tells of all of it; after longer silence of no more.
DAY, LONGEST = timedelta(days=1), timedelta(days=4)
# A worker that was dead on Monday still reports until the evening of Wednesday.
LAST_WEEKDAY = 2
KEPT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class _Round:
    """Those whose mail of `day` is due at `local`: their zone is `zone`, "" for the company's."""

    kind: str
    zone: str
    local: datetime
    day: date


def send_due(go_on: Callable[[], bool] = lambda: True) -> int:
    """Queues what is due, each once however many ask at the same moment; returns how many mails.

    Silent for whoever's access ended or is locked, and where there is nothing to say.
    """
    workspace, made = current(), 0
    for some in _rounds(workspace, clock.now()):
        after = 0
        while go_on():
            people = list(_people(some, workspace, after)[:CHUNK])
            made += sum(_tell(user, some, workspace) for user in people if go_on())
            if len(people) < CHUNK:
                break
            after = people[-1].pk
    return made


def prune() -> None:
    """Forgets what was made long ago."""
    Edition.objects.filter(made_at__lt=clock.now() - KEPT).delete()


def _rounds(workspace: Settings, at: datetime) -> Iterator[_Round]:
    chosen = MailWishes.objects.exclude(zone="").values_list("zone", flat=True).distinct()
    for zone in ["", *chosen.order_by("zone")]:
        local = at.astimezone(ZoneInfo(zone or workspace.zone))
        yield _Round(DAILY, zone, local, local.date())
        if local.weekday() <= LAST_WEEKDAY:
            yield _Round(WEEKLY, zone, local, local.date() - timedelta(days=local.weekday()))


def _people(some: _Round, workspace: Settings, after: int) -> QuerySet[User]:
    """Who has access, wants this mail at this hour, and has none of this day yet."""
    has_access = Grant.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=clock.now()),
        member=OuterRef("member"),
        revoked_at=None,
        locked_at=None,
    )
    has_it = Edition.objects.filter(member=OuterRef("member"), kind=some.kind, day=some.day)
    users = User.objects.filter(Exists(has_access), ~Exists(has_it), is_active=True, pk__gt=after)
    return users.filter(_wanted(some, workspace)).order_by("pk")


def _wanted(some: _Round, workspace: Settings) -> Q:
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


def _tell(user: User, some: _Round, workspace: Settings) -> int:
    """One mail, or the note that there is nothing to say; 0 where another was quicker."""
    envelope = _envelope(user, some, workspace)
    with transaction.atomic():
        edition, made = Edition.objects.get_or_create(
            member_id=user.member_id,
            kind=some.kind,
            day=some.day,
            defaults={"made_at": clock.now()},
        )
        if not made or envelope is None:
            return 0
        edition.message = outbox.put(envelope)
        edition.save(update_fields=["message"])
    return 1


def _envelope(user: User, some: _Round, workspace: Settings) -> Envelope | None:
    if complained(user):
        return None
    try:
        viewer = viewer_for(user)
    except NoAccess:
        return None
    if some.kind == WEEKLY:
        report = digest.week(viewer)
        return letters.weekly(user, report, workspace) if report.digest.accounts else None
    told = digest.daily(viewer, _since(user))
    return letters.daily(user, told, workspace) if told.accounts else None


def complained(user: User) -> bool:
    """Whether they reported a mail of ours as unwanted: then none of these comes again."""
    found = suppression.suppressed([user.member.address_key])
    return any(row.source == suppression.COMPLAINT for row in found.values())


def _since(user: User) -> datetime:
    """When the last one was made, whatever it had to say."""
    made = Edition.objects.filter(member_id=user.member_id, kind=DAILY).order_by("-day")
    last, at = made.values_list("made_at", flat=True).first(), clock.now()
    return max(last, at - LONGEST) if last else at - DAY
