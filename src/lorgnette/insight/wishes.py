"""Which mails a person wants about their accounts, when, and how they say so."""

from dataclasses import dataclass, fields, replace
from zoneinfo import available_timezones

from django.db import transaction

from lorgnette.access.models import Grant
from lorgnette.access.policy import Viewer
from lorgnette.audit.record import record
from lorgnette.insight.models import MailWishes
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail import about_accounts, stopping
from lorgnette.users.models import Member
from lorgnette.workspace.settings import current

# Of the three mails, what each is called here.
FIELDS = {
    about_accounts.DAILY: "daily",
    about_accounts.WEEKLY: "weekly",
    about_accounts.MOMENTS: "moments",
}


class OnlyLooking(Refusal):
    code = "only_looking"
    status = 403
    words = _("Nothing was changed: you only look as somebody else would.")


class HourOutOfRange(Refusal):
    code = "hour_out_of_range"
    words = _("Choose an hour from 0 to 23.")


class ZoneOdd(Refusal):
    code = "zone_odd"
    words = _("Choose a time zone from the list.")


@dataclass(frozen=True, slots=True)
class Wishes:
    """As they are now; `zone` is "" for the company's."""

    daily: bool = True
    weekly: bool = True
    moments: bool = True
    weekends: bool = False
    hour: int = 7
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """What the page of a stop link shows: whose mails, of which kind, and whether they come."""

    name: str
    address: str
    company: str
    language: str
    kind: str
    is_on: bool


def wishes_of(viewer: Viewer) -> Wishes:
    """The viewer's, whoever looks."""
    return _of(MailWishes.objects.filter(member__public_id=viewer.member_ref).first())


def are_sent(viewer: Viewer) -> bool:
    """Whether the daily mail and the report go to them: to who was given access, no one else."""
    grants = Grant.objects.filter(member__public_id=viewer.member_ref, revoked_at=None)
    return grants.exists()


def choose(viewer: Viewer, wishes: Wishes) -> None:
    """Raises `OnlyLooking`, `HourOutOfRange`, `ZoneOdd`."""
    may_change(viewer)
    if not 0 <= wishes.hour <= 23:
        raise HourOutOfRange("hour")
    if wishes.zone and wishes.zone not in available_timezones():
        raise ZoneOdd("zone")
    _write(Member.objects.get(public_id=viewer.member_ref), wishes, viewer.actor)


def look(token: str) -> Stop:
    """Writes nothing. Raises `StopLinkUnknown`."""
    member, kind = _whose(token)
    user = getattr(member, "user", None)
    wishes = _of(MailWishes.objects.filter(member=member).first())
    return Stop(
        name=member.name,
        address=member.address,
        company=current().name,
        language=(user and user.language) or member.language,
        kind=kind,
        is_on=getattr(wishes, FIELDS[kind]),
    )


def stop(token: str, *, ip: str = "", agent: str = "") -> None:
    """No mail of this kind from now on; again changes nothing. Raises `StopLinkUnknown`."""
    _set(token, on=False, ip=ip, agent=agent)


def go_on(token: str, *, ip: str = "", agent: str = "") -> None:
    """The person thinks better of it. Raises `StopLinkUnknown`."""
    _set(token, on=True, ip=ip, agent=agent)


def may_change(viewer: Viewer) -> None:
    """Raises `OnlyLooking` for whoever looks as somebody else."""
    if viewer.read_only or not viewer.member_ref:
        raise OnlyLooking


def _set(token: str, *, on: bool, ip: str, agent: str) -> None:
    member, kind = _whose(token)
    actor = Actor("sales_user", member.public_id, member.name, member.address, ip, agent)
    with transaction.atomic():
        row = _held(member)
        _write(member, replace(_of(row), **{FIELDS[kind]: on}), actor)  # type: ignore[arg-type]


def _whose(token: str) -> tuple[Member, str]:
    member_ref, kind = stopping.read(token)
    member = Member.objects.filter(public_id=member_ref).select_related("user").first()
    if member is None:
        raise stopping.StopLinkUnknown
    return member, kind


def _write(member: Member, wishes: Wishes, actor: Actor) -> None:
    """Recorded where something changed."""
    with transaction.atomic():
        row = _held(member)
        old, new = _values(row), {f.name: getattr(wishes, f.name) for f in fields(Wishes)}
        moved = {name: value for name, value in new.items() if old[name] != value}
        if not moved:
            return
        for name, value in moved.items():
            setattr(row, name, value)
        row.save(update_fields=[*moved])
        record(
            "notices.chosen",
            actor,
            subject_kind="member",
            subject_ref=member.public_id,
            values={name: {"old": old[name], "new": value} for name, value in moved.items()},
        )


def _held(member: Member) -> MailWishes:
    MailWishes.objects.get_or_create(member=member)
    return MailWishes.objects.select_for_update().get(pk=member.pk)


def _values(row: MailWishes) -> dict[str, bool | int | str]:
    return {f.name: getattr(row, f.name) for f in fields(Wishes)}


def _of(row: MailWishes | None) -> Wishes:
    return Wishes(**_values(row)) if row else Wishes()  # type: ignore[arg-type]
