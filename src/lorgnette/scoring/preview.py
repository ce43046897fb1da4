"""What a model would change in the ranks, over all accounts, before it is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lorgnette.accounts.models import Account
from lorgnette.kernel import clock
from lorgnette.scoring.checks import check_model
from lorgnette.scoring.model import Model, shown
from lorgnette.scoring.models import AccountScore
from lorgnette.scoring.standings import raws
from lorgnette.workspace.settings import current

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Place:
    """An account's rank among all, from 1, and score in tenths: as shown now, and then."""

    ref: str
    name: str
    rank_before: int
    rank_after: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Preview:
    """`moved` of the `scored` accounts (those with a score now or then) change rank.

    `risers` and `fallers` are those that move most, `leaders_before` and `leaders_after` the first
    ten.
    """

    scored: int
    moved: int
    risers: Sequence[Place]
    fallers: Sequence[Place]
    leaders_before: Sequence[Place]
    leaders_after: Sequence[Place]


def preview(model: Model) -> Preview:
    """Over all accounts. Raises `ModelRefused`."""
    check_model(model)
    today = clock.today(current().zone)
    before = dict(AccountScore.objects.order_by().values_list("pk", "tenths"))
    found = raws(model, [today])
    after = {pk: shown(found[pk][0], model) if pk in found else 0 for pk in before}
    return _compared(before, after)


def _compared(before: Mapping[int, int], after: Mapping[int, int]) -> Preview:
    was, will = _ranks(before), _ranks(after)
    scored = [pk for pk in before if before[pk] or after[pk]]
    rise = {pk: was[pk] - will[pk] for pk in scored if was[pk] != will[pk]}
    order = sorted(rise, key=lambda pk: (-rise[pk], will[pk]))
    up = [pk for pk in order[:SHOWN] if rise[pk] > 0]
    down = [pk for pk in order[: -SHOWN - 1 : -1] if rise[pk] < 0]
    lists = (up, down, list(was)[:SHOWN], list(will)[:SHOWN])
    names = _names({pk for ids in lists for pk in ids})
    risers, fallers, leaders, next_leaders = (
        [Place(*names[pk], was[pk], will[pk], before[pk], after[pk]) for pk in ids if pk in names]
        for ids in lists
    )
    return Preview(len(scored), len(rise), risers, fallers, leaders, next_leaders)


def _ranks(tenths: Mapping[int, int]) -> dict[int, int]:
    """As `insight.reach` ranks: the highest score first, of the same the first account."""
    order = sorted(tenths)
    order.sort(key=tenths.__getitem__, reverse=True)
    return {pk: place for place, pk in enumerate(order, 1)}


def _names(ids: set[int]) -> dict[int, tuple[str, str]]:
    rows = Account.objects.filter(pk__in=ids).values_list("pk", "public_id", "name")
    return {pk: (ref, name) for pk, ref, name in rows}
