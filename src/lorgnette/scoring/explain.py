"""What a score is made of, and why it moved: read as it was stored with the score.

Where a score was stored without its explanation, which then follows, it is computed here: slower,
with the same result.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lorgnette.accounts.objections import without_theirs
from lorgnette.kernel import clock
from lorgnette.scoring import told
from lorgnette.scoring.explained import (
    Explained,
    Happened,
    Move,
    PersonShare,
    TypeShare,
    explained,
)
from lorgnette.scoring.models import AccountScore, PersonScore, ScoreDetail
from lorgnette.scoring.tallies import of_accounts
from lorgnette.scoring.versions import model_of
from lorgnette.workspace.settings import current


@dataclass(frozen=True, slots=True)
class Explanation:
    """An account's score of `day`, and its `change` of seven days, in tenths.

    `types` sum to `tenths` and `moves` to `change`; `persons` are the first of the `people` who
    have a part of it, the largest first. `days` are the last 91 daily scores, oldest first, and
    `weeks` what happened in their 13 weeks.
    """

    day: date
    tenths: int
    change: int
    types: Sequence[TypeShare]
    persons: Sequence[PersonShare]
    people: int
    moves: Sequence[Move]
    days: Sequence[int]
    weeks: Sequence[Happened]


@dataclass(frozen=True, slots=True)
class Movement:
    """`moves` sum to `change`: gains first, the largest first; moves of 0 are left out.

    `weeks` are the highest scores of the last 13, oldest first.
    """

    change: int
    moves: tuple[Move, ...]
    weeks: tuple[int, ...] = ()


def explanation(account_id: int, persons: int) -> Explanation:
    """All about the account's score, with the first `persons` of its people.

    In two queries, whoever belongs to the account.
    """
    score = AccountScore.objects.filter(pk=account_id).select_related("detail").first()
    if score is None:
        return _in_full(explained((), _today()), persons)
    detail = _detail(score)
    if detail is None:
        return _in_full(_computed([score])[score.pk], persons)
    return Explanation(
        day=detail.day,
        tenths=detail.tenths,
        change=detail.change,
        types=told.types(detail.types),
        persons=persons_of(account_id, persons),
        people=detail.people,
        moves=told.moves(detail.moves),
        days=tuple(detail.days),
        weeks=told.weeks(detail.weeks),
    )


def persons_of(account_id: int, count: int) -> tuple[PersonShare, ...]:
    """The first `count` people of an account by their part of its score, who do not object."""
    theirs = without_theirs(PersonScore.objects.filter(account=account_id))
    rows = theirs.order_by("-tenths", "person")
    shares = rows.values_list("person_id", "tenths", "last_day", "points", "change")
    return tuple(PersonShare(*share) for share in shares[:count])


def moved(account_ids: Collection[int]) -> Mapping[int, Movement]:
    """Why each account's score changed over the last 7 days, by account id: in one query."""
    scores = AccountScore.objects.filter(pk__in=list(account_ids)).select_related("detail")
    found = list(scores.defer("detail__types", "detail__days", "detail__weeks"))
    details = {score.pk: _detail(score) for score in found}
    computed = _computed([score for score in found if details[score.pk] is None])
    return {score.pk: _movement(score, details[score.pk], computed) for score in found}


def _movement(
    score: AccountScore, detail: ScoreDetail | None, computed: Mapping[int, Explained]
) -> Movement:
    """A version that was just brought in has no weeks yet: they are computed with the rest."""
    if detail is not None:
        return Movement(score.change, told.moves(detail.moves), tuple(score.weeks))
    found = computed[score.pk]
    return Movement(score.change, found.moves, tuple(score.weeks) or found.highest)


def _detail(score: AccountScore) -> ScoreDetail | None:
    """That of this very score."""
    detail: ScoreDetail | None = getattr(score, "detail", None)
    if detail is None:
        return None
    return detail if _of(detail) == _of(score) else None


def _of(row: AccountScore | ScoreDetail) -> tuple[date, int, int, int]:
    return row.day, row.tenths, row.change, row.version


def _is_nothing(score: AccountScore) -> bool:
    """Nothing is told of an account that has not scored for 13 weeks."""
    return not (score.tenths or score.change or any(score.weeks))


def _in_full(found: Explained, persons: int) -> Explanation:
    return Explanation(
        day=found.day,
        tenths=found.tenths,
        change=found.change,
        types=found.types,
        persons=found.persons[:persons],
        people=len(found.persons),
        moves=found.moves,
        days=found.days,
        weeks=found.weeks,
    )


def _computed(scores: Sequence[AccountScore]) -> dict[int, Explained]:
    """Each for the day and the version of its score: around midnight there are two days.

    Of no score there is nothing to read, and its row may be of any day.
    """
    wanted: dict[tuple[date, int], list[AccountScore]] = defaultdict(list)
    for score in scores:
        day = _today() if _is_nothing(score) else score.day
        wanted[day, score.version].append(score)
    found: dict[int, Explained] = {}
    for (day, version), alike in wanted.items():
        model, ids = model_of(version), [score.pk for score in alike if not _is_nothing(score)]
        tallies = of_accounts(ids, day, model=model)
        for score in alike:
            rows, shown = tallies.get(score.pk, []), (score.tenths, score.change)
            found[score.pk] = explained(rows, day, shown, model)
    return found


def _today() -> date:
    return clock.today(current().zone)
