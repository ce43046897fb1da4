"""Measures an installation where it stands: the disk, a password, the database, what pages read.

Nothing of its data is written or changed: the disk is tried with a file that is removed again.
"""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from lorgnette.access.policy import Viewer
from lorgnette.directory.search import CrmFilter
from lorgnette.insight.overview import account
from lorgnette.insight.ranking import ranked
from lorgnette.invitations import candidates, roster
from lorgnette.kernel.actor import SYSTEM
from lorgnette.kernel.tokens import new_token
from lorgnette.users.passwords import hash_password
from lorgnette.workspace.settings import current

TIMES = 15
_BLOCK = b"\0" * 4096


@dataclass(frozen=True, slots=True)
class Measured:
    """`typical` is the median of `times` tries, `slow` one in twenty takes longer; milliseconds.

    `good` is what a small machine of its own reaches, so that a row far above it stands out.
    """

    what: str
    typical: float
    slow: float
    times: int
    good: float


def everything(times: int = TIMES) -> list[Measured]:
    """Every row; some seconds. Needs the tables."""
    return [*machine(times), *readers(times)]


def machine(times: int = TIMES) -> list[Measured]:
    """The disk under the data folder, Argon2id, and the way to the database and back."""
    return [
        _measured("write 4 KiB through to the disk", _written_through, times, good=5),
        _measured("hash a password", lambda: hash_password(new_token()), times, good=60),
        _measured("ask the database for nothing", _asked, times, good=2),
    ]


def readers(times: int = TIMES) -> list[Measured]:
    """What the pages read, without their HTML, as somebody who may see all accounts."""
    viewer = _viewer()
    rows: list[tuple[str, Callable[[], object]]] = [
        ("the list of sales users", roster.list_members),
        ("how many sales users stand where", roster.counts),
        ("the people one can invite", lambda: candidates.search(CrmFilter())),
        ("the people one can invite, searched", lambda: candidates.search(CrmFilter(text="ma"))),
    ]
    told = [_measured(f"read {what}", read, times, good=100) for what, read in rows]
    told.append(_measured("read the ranked accounts", lambda: ranked(viewer), times, good=100))
    first = next(iter(ranked(viewer, size=1).rows), None)
    if first is not None:
        told.append(
            _measured("read an account", lambda: account(viewer, first.ref), times, good=100)
        )
    return told


def _measured(what: str, work: Callable[[], object], times: int, *, good: float) -> Measured:
    """The first try warms up and does not count."""
    work()
    took = sorted(_milliseconds(work) for _time in range(times))
    return Measured(what, _quantile(took, 50), _quantile(took, 95), times, good)


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _quantile(ranked_times: Sequence[float], percent: int) -> float:
    return ranked_times[-(-len(ranked_times) * percent // 100) - 1]


def _written_through() -> None:
    with tempfile.NamedTemporaryFile(dir=Path(settings.HOME), prefix="bench-") as file:
        file.write(_BLOCK)
        file.flush()
        os.fsync(file.fileno())


def _asked() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def _viewer() -> Viewer:
    return Viewer(
        member_ref="",
        name="",
        crm_user_ids=None,
        scope="all",
        last_day=None,
        zone=current().zone,
        actor=SYSTEM,
        read_only=True,
        language=current().language,
    )
