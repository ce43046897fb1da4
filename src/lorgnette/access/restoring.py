"""Gives a revoked access back as it was: the same accounts, the same sign-in."""

from datetime import date

from django.db import transaction

from lorgnette.access import seats
from lorgnette.access.last_day import check_last_day, ends_at
from lorgnette.access.models import Grant
from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import Member


class NothingToRestore(Refusal):
    code = "nothing_to_restore"
    status = 409
    words = _("There is no former access to restore.")


def former(member_id: int) -> Grant | None:
    """The latest access, if it was revoked and none was given since."""
    rows = Grant.objects.filter(member_id=member_id, product=seats.PRODUCT)
    latest = rows.select_related("chosen").order_by("granted_at", "pk").last()
    return latest if latest and latest.revoked_at else None


def is_over(grant: Grant) -> bool:
    """Whether its last day has passed, so that another must be chosen."""
    return grant.ends_at is not None and grant.ends_at <= clock.now()


def restore(member: Member, last_day: date | None, actor: Actor) -> Grant:
    """The caller holds the member. `last_day` replaces the former one where that is over.

    Raises `NothingToRestore`, `TooFewSeats`, or beside "day" the refusals of `check_last_day`.
    """
    with transaction.atomic():
        grant = former(member.pk)
        if grant is None:
            raise NothingToRestore
        old = grant.last_day
        if is_over(grant):
            check_last_day(last_day, grant.zone, "day")
            grant.last_day, grant.ends_at = last_day, ends_at(last_day, grant.zone)
            grant.end_set_at = clock.now()
        if not grant.locked_at:
            seats.occupy([member.pk])
        grant.revoked_at = None
        grant.save(update_fields=["revoked_at", "last_day", "ends_at", "end_set_at"])
        record(
            "access.restored",
            actor,
            subject_kind="member",
            subject_ref=member.public_id,
            values={"scope": grant.scope, "old": old, "last_day": grant.last_day},
        )
    return grant
