"""What a model would change in the ranks, over all accounts, before it is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lorgnette.accounts.models import Account
from lorgnette.kernel import clock
from lorgnette.scoring.at_once import raws
from lorgnette.scoring.checks import check_model
from lorgnette.scoring.model import Model, shown
from lorgnette.scoring.models import AccountScore, FurtherScore, ScoreModel
from lorgnette.scoring.scores.rows import PRIMARY, ScoreMissing
from lorgnette.scoring.versions import primary_id
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


def preview(model: Model, ref: str = PRIMARY) -> Preview:
    """Over all accounts, beside the score `ref` as it is shown.

    Raises `ModelRefused`, `ScoreMissing`.
    """
    check_model(model)
    today = clock.today(current().zone)
    before = _before(ref)
    found = raws(model, [today])
    after = {pk: shown(found[pk][0], model) if pk in found else 0 for pk in before}
    return _compared(before, after)


def _before(ref: str) -> dict[int, int]:
    """Of every account that is ranked."""
    found = dict(AccountScore.objects.order_by().values_list("pk", "tenths"))
    row = ScoreModel.objects.filter(public_id=ref, retired_at=None).first()
    if row is None and ref != PRIMARY:
        raise ScoreMissing
    if row is None or row.pk == primary_id():
        return found
    others = FurtherScore.objects.filter(model=row).order_by()
    return dict.fromkeys(found, 0) | dict(others.values_list("account", "tenths"))


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
