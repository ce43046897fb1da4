"""A parent with its subsidiaries, as far as a viewer sees them: one score, one pipeline."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing

from lorgnette.access.policy import Viewer
from lorgnette.accounts.families import family_ids
from lorgnette.accounts.models import Account
from lorgnette.insight.best_bets import BestBet, best_bets_at
from lorgnette.insight.pipeline import NOTHING, Pipeline, open_pipelines, pipeline_together
from lorgnette.insight.reach import seen_by
from lorgnette.kernel.among import Among
from lorgnette.kernel.pagination import Page
from lorgnette.scoring.family import Together, Under, points_of, together
from lorgnette.scoring.marks.kept import bounds
from lorgnette.scoring.marks.rules import Marks, of_account
from lorgnette.scoring.model import Model
from lorgnette.scoring.models import AccountScore
from lorgnette.scoring.moments import read
from lorgnette.scoring.moments.read import FoundMoment
from lorgnette.scoring.versions import live

PAGE_SIZE = 25
MOST_MOMENTS = 10
_SIGNER = signing.Signer(salt="cursor family")
# What stands by an account: its share, the largest first, and its id.
_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Relative:
    """An account of the family; `share` is its part of the family's score. All in tenths."""

    ref: str
    name: str
    is_parent: bool
    score: int
    change: int
    share: int
    pipeline: Pipeline


@dataclass(frozen=True, slots=True)
class Family:
    """`score` and `change` are the family's, in tenths: the shares of all `total` sum to it.

    `rest` is what the accounts that are not on this page have of it.
    """

    ref: str
    name: str
    domain: str
    city: str
    total: int
    score: int
    change: int
    marks: Marks
    pipeline: Pipeline
    accounts: Page[Relative]
    rest: int
    bets: Sequence[BestBet]
    moments: Sequence[FoundMoment]


def size_of(viewer: Viewer, account_id: int) -> int:
    """How many accounts the family has that the viewer sees, this one among them."""
    ids = family_ids(account_id)
    return 1 if len(ids) == 1 else seen_by(viewer).filter(Among("pk", ids)).count()


def family(viewer: Viewer, ref: str, cursor: str = "") -> Family | None:
    """None where the viewer sees no such account."""
    parent = seen_by(viewer).filter(public_id=ref).first()
    if parent is None:
        return None
    seen = seen_by(viewer).filter(Among("pk", family_ids(parent.pk)))
    ids = sorted(seen.values_list("pk", flat=True))
    whole, begin = _together(ids, live().model), bounds()
    page = _page(whole.shares, cursor)
    accounts = _relatives(page.rows, parent.pk)
    return Family(
        ref=ref,
        name=parent.name,
        domain=parent.domain,
        city=parent.city,
        total=len(ids),
        score=whole.tenths,
        change=whole.change,
        marks=of_account(whole.tenths, whole.change, begin),
        pipeline=pipeline_together(ids),
        accounts=Page(accounts, page.next, page.previous),
        rest=whole.tenths - sum(one.share for one in accounts),
        bets=best_bets_at(viewer, ids, begin),
        moments=_moments(ids),
    )


def _together(ids: Sequence[int], model: Model) -> Together:
    """In one query. What the explanation keeps is exact; without one the score is turned back."""
    rows = AccountScore.objects.filter(Among("pk", ids)).order_by("pk")
    columns = ("pk", "day", "tenths", "change", "version")
    kept = [f"detail__{name}" for name in (*columns[1:], "raw", "raw_before")]
    return together([_under(row, model) for row in rows.values_list(*columns, *kept)], model)


def _under(row: Sequence[Any], model: Model) -> Under:
    pk, score, detail, raw, before = row[0], row[1:5], row[5:9], row[9], row[10]
    if score == detail and raw is not None and before is not None:
        return Under(pk, raw, before)
    _day, tenths, change, _version = score
    return Under(pk, points_of(tenths, model), points_of(tenths - change, model))


def _page(shares: Mapping[int, int], cursor: str) -> Page[_Place]:
    """The places of a page; all are known, so that it is cut out of them."""
    places = sorted((-share, pk) for pk, share in shares.items())
    start = bisect_right(places, after) if (after := _read(cursor)) else 0
    rows, end = places[start : start + PAGE_SIZE], start + PAGE_SIZE
    before = places[start - PAGE_SIZE - 1] if start > PAGE_SIZE else None
    return Page(
        rows=[(-share, pk) for share, pk in rows],
        next=_write(rows[-1]) if end < len(places) else "",
        previous=(_write(before) if before else _write((-(2**62), 0))) if start else "",
    )


def _relatives(places: Sequence[_Place], parent_id: int) -> list[Relative]:
    ids = [pk for _share, pk in places]
    known, pipelines = Account.objects.select_related("score").in_bulk(ids), open_pipelines(ids)
    return [
        Relative(
            ref=known[pk].public_id,
            name=known[pk].name,
            is_parent=pk == parent_id,
            score=known[pk].score.tenths,
            change=known[pk].score.change,
            share=share,
            pipeline=pipelines.get(pk, NOTHING),
        )
        for share, pk in places
        if pk in known
    ]


def _moments(ids: Sequence[int]) -> list[FoundMoment]:
    """The latest at any of them."""
    rows = read.shown().filter(Among("account_id", ids)).order_by("-at", "-pk")
    return [read.of_row(row) for row in rows[:MOST_MOMENTS]]


def _write(place: _Place) -> str:
    return _SIGNER.sign_object(list(place))


def _read(cursor: str) -> _Place | None:
    try:
        share, pk = _SIGNER.unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        return None
    return share, pk
