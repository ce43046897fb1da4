"""Who does a job that only one process may do."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from lorgnette.kernel import clock
from lorgnette.workspace.models import Lease

# Nobody asks for as much: such a lease was written by a clock that had jumped forward.
LONGEST = timedelta(days=1)


def hold(name: str, holder: str, seconds: int) -> bool:
    """Takes or renews the lease for `seconds`; no, if somebody else holds it."""
    at = clock.now()
    until = at + timedelta(seconds=seconds)
    with transaction.atomic():
        over = Q(until__lte=at) | Q(until__gt=at + LONGEST)
        free = Lease.objects.filter(Q(holder=holder) | over, name=name)
        if free.update(holder=holder, until=until):
            return True
        _row, made = Lease.objects.get_or_create(
            name=name, defaults={"holder": holder, "until": until}
        )
        return made


def release(name: str, holder: str) -> None:
    """Gives the lease back, if it is still the holder's."""
    Lease.objects.filter(name=name, holder=holder).delete()


def forget_all() -> None:
    """In a copy that was put back: who held them is elsewhere, or gone."""
    Lease.objects.all().delete()
