"""One at a time writes moments: who read at one turn writes at the next, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from lorgnette.kernel import bulk, clock
from lorgnette.kernel.portions import portions
from lorgnette.scoring.moments.evaluate import Version, Writes
from lorgnette.scoring.moments.finder import Find
from lorgnette.scoring.moments.models import Moment, MomentTurn


class TurnTaken(Exception):
    """Somebody else wrote meanwhile: what was read does not hold any more. Begin anew."""


def present() -> int:
    """The turn now; what is read after it is good for `taken`."""
    row, _made = MomentTurn.objects.get_or_create(pk=1)
    return row.number


@contextmanager
def taken(number: int) -> Iterator[None]:
    """A transaction of the one who takes the next turn. Raises `TurnTaken`."""
    with transaction.atomic():
        if not MomentTurn.objects.filter(pk=1, number=number).update(number=number + 1):
            raise TurnTaken
        yield


@contextmanager
def next_turn() -> Iterator[None]:
    """A transaction of a verb: whoever finds moments meanwhile begins anew."""
    MomentTurn.objects.get_or_create(pk=1)
    with transaction.atomic():
        row = MomentTurn.objects.select_for_update().get(pk=1)
        MomentTurn.objects.filter(pk=1).update(number=row.number + 1)
        yield


def write(writes: Writes) -> None:
    """In the transaction of `taken`."""
    for part in portions(writes.gone):
        Moment.objects.filter(pk__in=part).delete()
    for pk, find in writes.same:
        Moment.objects.filter(pk=pk).update(
            account=find.account, person=find.person, values=find.values
        )
    stencil = bulk.Stencil(Moment, found_at=clock.now())
    # The last to be written is the last that was found.
    found = sorted(writes.new, key=lambda one: one[2].at)
    bulk.write([_row(stencil, *one) for one in found])


def _row(stencil: "bulk.Stencil[Moment]", version: Version, subject: int, find: Find) -> Moment:
    return stencil.row(
        version_id=version.id,
        subject=subject,
        at=find.at,
        trigger=find.trigger,
        kind=version.kind,
        account_id=find.account,
        person_id=find.person,
        values=find.values,
    )
