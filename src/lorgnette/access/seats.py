"""Seats: an optional limit on who has Account Insight or is invited to it, raced for safely.

A seat is taken by a live access, and by a reservation until it lapses; nobody takes two. Whoever
needs one holds the row with the limit to the end of the transaction, so that the last is given
once. Without a limit nothing is counted or held. Take a seat after the rows of the people
themselves: everybody waits in that order.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from lorgnette.access.models import Grant, SeatReservation
from lorgnette.kernel import bulk, clock
from lorgnette.kernel.portions import portions
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.workspace.models import Workspace
from lorgnette.workspace.settings import current

PRODUCT = "account_insight"
TIGHT = 85
# Who has a reservation keeps it, with a new end.
_LATER = "(member_id, product) DO UPDATE SET reserved_until = excluded.reserved_until"


class TooFewSeats(Refusal):
    code = "too_few_seats"
    status = 409
    words = _("There are too few seats: %(wanted)s needed, %(left)s left.")

    @property
    def left(self) -> int:
        """How many there are."""
        return cast(int, self.values["left"])


class NoSeatLeft(TooFewSeats):
    """To the invited person, whose invitation holds no seat."""

    words = _("All seats are taken at the moment. Ask the person who invited you.")


@dataclass(frozen=True, slots=True)
class Standing:
    """`active` people have access, `pending` seats are reserved; a null `limit` is none."""

    limit: int | None
    active: int = 0
    pending: int = 0

    @property
    def taken(self) -> int:
        return self.active + self.pending

    @property
    def left(self) -> int:
        """Never below zero, even where the limit was lowered below what is taken."""
        return max(0, (self.limit or 0) - self.taken)

    @property
    def is_tight(self) -> bool:
        """From 85 % on."""
        return self.limit is not None and self.taken * 100 >= self.limit * TIGHT


def standing() -> Standing:
    """As it is now; without a limit nothing is counted."""
    return _counted(current().seat_limit, clock.now())


def reserve(member_ids: Collection[int], until: datetime) -> None:
    """A seat for each until then, in the caller's transaction. Raises `TooFewSeats`.

    Who has a seat already keeps that one.
    """
    reserve_each(dict.fromkeys(member_ids, until))


def reserve_each(until: Mapping[int, datetime]) -> None:
    """`reserve`, by member id, each until their own instant."""
    with transaction.atomic():
        occupy(list(until))
        stencil = bulk.Stencil(SeatReservation, product=PRODUCT)
        rows = [stencil.row(member_id=pk, reserved_until=at) for pk, at in sorted(until.items())]
        bulk.write(rows, on_conflict=_LATER)


def occupy(member_ids: Collection[int]) -> None:
    """Room for the access that the caller gives or opens again next, in its transaction.

    Raises `TooFewSeats`. Who has a seat already needs no other.
    """
    if _limits().first() is None:
        return
    limit = _limits().select_for_update(no_key=True).first()
    # Read once the row is held: what lapsed while this waited is free, and stays so.
    at = clock.now()
    if limit is None:
        return
    SeatReservation.objects.filter(product=PRODUCT, reserved_until__lte=at).delete()
    wanted = len(set(member_ids)) - _seated(list(set(member_ids)), at)
    left = _counted(limit, at).left
    if wanted > left:
        raise TooFewSeats(wanted=wanted, left=left)


def convert(member_id: int) -> None:
    """The reserved seat becomes that of the access given next. Raises `NoSeatLeft`.

    Without a reservation, as of an invitation from before there was a limit, one is taken.
    """
    try:
        occupy([member_id])
    except TooFewSeats as few:
        raise NoSeatLeft(None, **few.values) from None
    release([member_id])


def release(member_ids: Collection[int]) -> None:
    """Gives reservations back: revoked, declined or accepted."""
    for part in portions(sorted(member_ids)):
        SeatReservation.objects.filter(member_id__in=part, product=PRODUCT).delete()


def live(at: datetime) -> QuerySet[Grant]:
    """Access that takes a seat: neither revoked nor locked, and not over."""
    lasting = Q(ends_at=None) | Q(ends_at__gt=at)
    return Grant.objects.filter(lasting, product=PRODUCT, revoked_at=None, locked_at=None)


def _limits() -> QuerySet[Workspace, int | None]:
    """The limit alone. Who reads it for update keeps the next waiting until they are done; SQLite
    has one writer anyway."""
    return Workspace.objects.filter(pk=1).order_by().values_list("seat_limit", flat=True)


def _reserved(at: datetime) -> QuerySet[SeatReservation]:
    """Seats of people who have no access meanwhile."""
    holding = live(at).filter(member=OuterRef("member"))
    rows = SeatReservation.objects.filter(product=PRODUCT, reserved_until__gt=at)
    return rows.filter(~Exists(holding))


def _counted(limit: int | None, at: datetime) -> Standing:
    if limit is None:
        return Standing(None)
    return Standing(limit, live(at).count(), _reserved(at).count())


def _seated(member_ids: Sequence[int], at: datetime) -> int:
    """How many of them have a seat."""
    return sum(
        rows.filter(member_id__in=part).count()
        for part in portions(member_ids)
        for rows in (live(at), _reserved(at))
    )
