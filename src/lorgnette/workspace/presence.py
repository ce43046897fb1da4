"""Which processes of the installation are alive, on whatever machine: each says so by a lease."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lorgnette.kernel import clock
from lorgnette.workspace.leases import hold, release
from lorgnette.workspace.models import Lease

KINDS = ("web", "worker")
BEAT_SECONDS = 10
ALIVE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Process:
    """`kind` is web or worker; `holder` is host:pid:random, `seen_at` its latest sign of life."""

    kind: str
    holder: str
    seen_at: datetime


def beat(kind: str, holder: str) -> None:
    """Call it every `BEAT_SECONDS`."""
    hold(_name(kind, holder), holder, ALIVE_SECONDS)


def leave(kind: str, holder: str) -> None:
    """It ends; and those that never said so are forgotten."""
    release(_name(kind, holder), holder)
    long_gone = clock.now() - timedelta(hours=1)
    for each in KINDS:
        Lease.objects.filter(name__startswith=f"{each} ", until__lt=long_gone).delete()


def living() -> list[Process]:
    """All that gave a sign of life lately."""
    alive = Lease.objects.filter(until__gt=clock.now()).values_list("name", "holder", "until")
    return [
        Process(kind, holder, until - timedelta(seconds=ALIVE_SECONDS))
        for name, holder, until in alive
        for kind, _blank, whose in [name.partition(" ")]
        if kind in KINDS and whose == holder
    ]


def _name(kind: str, holder: str) -> str:
    return f"{kind} {holder}"
