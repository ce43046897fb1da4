"""Builds a company on the database that the environment names: its CRM, its people, its history.

    python -m bench.section estate --size 100k      (by hand: see `bench.__main__`)

The CRM is taken over as any other; the activities, millions of them, are stored by `bench.history`.
"""

import json
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Q

from bench import bulk, crowd, history
from bench.machine import seconds
from bench.sizes import SIZES, UNTIL, folder_of
from lorgnette.crm.models import DONE
from lorgnette.crm.sync import sync
from lorgnette.directory.models import CrmUser, Source
from lorgnette.directory.sources import SourceInfo, ensure
from lorgnette.invitations.standing import invitable
from lorgnette.kernel import clock
from lorgnette.operations.demo import deeds
from lorgnette.operations.demo.writing import write
from lorgnette.operations.tables import learn_anew
from lorgnette.scoring.rescore import rescore
from lorgnette.users.models import Member
from tests.cast import invited


def built(size: str, kept: Path) -> dict[str, float]:
    """The seconds that each step took, now or when it was built."""
    told = Path(settings.HOME) / f"built-{size}.json"
    if not told.exists():
        with clock.pretend(UNTIL):
            told.write_text(json.dumps(_build(size, folder_of(kept, size))))
    learn_anew()
    return dict(json.loads(told.read_text()))


def _build(size: str, folder: Path) -> dict[str, float]:
    invited.aubier()
    invited.administrator()
    source = ensure("csv_folder", "CRM of Aubier Systems", str(folder))
    steps: dict[str, Callable[[], object]] = {
        "the CRM without its activities": lambda: _take_over(source),
        "sales users": lambda: crowd.admit(_sellers(SIZES[size].sales_users)),
        "activities": lambda: history.store(source),
        "scores": lambda: rescore(None),
        "statistics": bulk.settle,
    }
    return {words: seconds(step) for words, step in steps.items()}


def _take_over(source: SourceInfo) -> None:
    """The whole folder but for the activities, of which there are none for the moment."""
    empty = Path(settings.HOME) / "crm"
    empty.mkdir()
    for path in Path(source.location).glob("*.csv"):
        (empty / path.name).symlink_to(path)
    (empty / "activities.csv").unlink()
    write(empty / "activities.csv", deeds.COLUMNS, ())
    _at(source, empty)
    if sync(source.ref).state != DONE:
        raise RuntimeError("The synchronisation did not come to its end.")
    _at(source, Path(source.location))


def _at(source: SourceInfo, folder: Path) -> None:
    Source.objects.filter(pk=source.id).update(location=str(folder))


def _sellers(count: int) -> list[CrmUser]:
    """Who has the most accounts first."""
    owned = Count("owned_accounts", filter=Q(owned_accounts__gone_at=None))
    members = Member.objects.values("address_key")
    rows = CrmUser.objects.filter(gone_at=None).exclude(address_key__in=members)
    rows = invitable(rows).annotate(owned=owned)
    return list(rows.order_by("-owned", "pk")[:count])
