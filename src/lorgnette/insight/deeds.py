"""What several people did lately, each at one account: the weightiest of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lorgnette.activities.models import DayCount
from lorgnette.kernel import clock
from lorgnette.kernel.among import Among
from lorgnette.scoring.model import CHANGE_DAYS
from lorgnette.scoring.versions import live
from lorgnette.workspace.settings import current

LOOKED_BACK = 30
MOST = 2

# Account and person.
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Deed:
    """So many activities of one type, the last on `last_day`."""

    type: str
    times: int
    last_day: date


def latest_deeds(pairs: Collection[Pair]) -> Mapping[Pair, Sequence[Deed]]:
    """Of the last seven days; where there is nothing, of their latest day in the last thirty.

    At most two each, by what they weigh; pairs who did nothing are absent.
    """
    today, weights = clock.today(current().zone), live().model.weights
    counts: dict[Pair, list[Deed]] = defaultdict(list)
    for account, person, kind, day, times in _counted(pairs, today):
        counts[account, person].append(Deed(kind, times, day))
    return {pair: _weightiest(counts[pair], today, weights) for pair in pairs if pair in counts}


def _counted(pairs: Collection[Pair], today: date) -> list[tuple[int, int, str, date, int]]:
    rows = DayCount.objects.filter(
        Among("account_id", sorted({account for account, _person in pairs})),
        Among("person_id", sorted({person for _account, person in pairs})),
        day__gt=today - timedelta(days=LOOKED_BACK),
        day__lte=today,
    )
    return list(rows.values_list("account_id", "person_id", "type", "day", "count"))


def _weightiest(days: Sequence[Deed], today: date, weights: Mapping[str, int]) -> list[Deed]:
    fresh = [one for one in days if one.last_day > today - timedelta(days=CHANGE_DAYS)]
    last = max(one.last_day for one in days)
    kinds: dict[str, list[Deed]] = defaultdict(list)
    for one in fresh or [one for one in days if one.last_day == last]:
        kinds[one.type].append(one)
    deeds = [
        Deed(kind, sum(one.times for one in of), max(one.last_day for one in of))
        for kind, of in kinds.items()
    ]
    deeds.sort(key=lambda one: (-weights.get(one.type, 0), -one.times, one.type))
    return [one for one in deeds if weights.get(one.type)][:MOST] or deeds[:1]
