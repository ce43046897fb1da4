"""Writes scores with what explains them, and only what differs from what is there."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lorgnette.kernel.portions import portions
from lorgnette.scoring import told
from lorgnette.scoring.explained import Explained
from lorgnette.scoring.models import AccountScore, PersonScore, ScoreDetail
from lorgnette.scoring.versions import FIRST

_SCORE = ("day", "tenths", "change", "version", "weeks", "last_activity_at")
_DETAIL = (
    *("day", "tenths", "change", "version", "people"),
    *("types", "moves", "days", "weeks", "raw", "raw_before"),
)
_PERSON = ("tenths", "last_day", "points", "change")
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Found:
    """What a version of the model says of an account, and when its latest activity was."""

    explained: Explained
    last_activity_at: datetime | None
    version: int = FIRST


def keep(found: Mapping[int, Found]) -> None:
    """By account id. In the caller's transaction, which holds the accounts."""
    known = AccountScore.objects.select_related("detail").in_bulk(list(found))
    _keep_scores(found, known)
    _keep_details(found, known)
    _keep_persons(found)


def _keep_scores(found: Mapping[int, Found], known: Mapping[int, AccountScore]) -> None:
    rows = [_score(pk, one) for pk, one in found.items()]
    idle = {pk for pk, one in found.items() if not any(one.explained.days)}
    AccountScore.objects.bulk_create(
        [row for row in rows if not _is_as_before(row, known.get(row.pk), idle)],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=_SCORE,
    )


def _score(account_id: int, found: Found) -> AccountScore:
    told_of = found.explained
    return AccountScore(
        account_id=account_id,
        day=told_of.day,
        tenths=told_of.tenths,
        change=told_of.change,
        weeks=list(told_of.highest),
        last_activity_at=found.last_activity_at,
        version=found.version,
    )


def _is_as_before(row: AccountScore, known: AccountScore | None, idle: Container[int]) -> bool:
    """An account that has not scored for 91 days is the same on any day: it is `idle`."""
    if known is None:
        return False
    names = _SCORE[1:] if row.pk in idle else _SCORE
    return _values(row, names) == _values(known, names)


def _keep_details(found: Mapping[int, Found], known: Mapping[int, AccountScore]) -> None:
    before = {pk: score.detail for pk, score in known.items() if hasattr(score, "detail")}
    rows = {
        pk: told.as_row(pk, one.explained, one.version)
        for pk, one in found.items()
        if any(one.explained.days)
    }
    ScoreDetail.objects.filter(pk__in=before.keys() - rows.keys()).delete()
    ScoreDetail.objects.bulk_create(
        [
            row
            for pk, row in rows.items()
            if pk not in before or _values(row, _DETAIL) != _values(before[pk], _DETAIL)
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["score"],
        update_fields=_DETAIL,
    )


def _keep_persons(found: Mapping[int, Found]) -> None:
    stored = PersonScore.objects.filter(account__in=list(found))
    before = {(row.account_id, row.person_id): row for row in stored}
    rows = {(row.account_id, row.person_id): row for row in _persons(found)}
    ended = [row.pk for key, row in before.items() if key not in rows]
    for part in portions(ended):
        PersonScore.objects.filter(pk__in=part).delete()
    PersonScore.objects.bulk_create(
        [
            row
            for key, row in rows.items()
            if key not in before or _values(row, _PERSON) != _values(before[key], _PERSON)
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["person", "account"],
        update_fields=_PERSON,
    )


def _persons(found: Mapping[int, Found]) -> Iterator[PersonScore]:
    for pk, one in found.items():
        for share in one.explained.persons:
            yield PersonScore(
                account_id=pk,
                person_id=share.person_id,
                tenths=share.tenths,
                last_day=share.last_day,
                points=share.points,
                change=share.change,
            )


def _values(row: object, names: Sequence[str]) -> list[object]:
    return [getattr(row, name) for name in names]
