"""The ranked accounts as rows of a file: as the viewer narrowed them, all pages of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account
from lorgnette.audit.record import record
from lorgnette.insight.filters import Choice
from lorgnette.insight.narrowing import counted, held_by, reach_by, terms_of
from lorgnette.insight.pipeline import NOTHING, Pipeline, open_pipelines
from lorgnette.insight.points import whole
from lorgnette.insight.reach import ORDERS, RANK
from lorgnette.kernel.pagination import page_of

PORTION = 500


@dataclass(frozen=True, slots=True)
class Row:
    """An account; `rank` counts over all the viewer's accounts, points are whole."""

    rank: int
    name: str
    crm_id: str
    domain: str
    city: str
    country: str
    industry: str
    owner: str
    score: int
    change: int
    pipeline: Pipeline
    last_at: datetime | None


def rows(viewer: Viewer, choice: Choice) -> Iterator[Sequence[Row]]:
    """A portion at a time, so that very many need no more memory than their ranks."""
    reach = reach_by(viewer, choice.filter)
    terms = terms_of(reach, choice.filter)
    chosen = counted(held_by(reach, terms).accounts, terms.filter)
    chosen = chosen.select_related("score", "owner").defer("score__weeks")
    scores = reach.scores().order_by("-tenths", "account_id").values_list("account_id", flat=True)
    ranks = {pk: place for place, pk in enumerate(scores.iterator(), 1)}
    order, cursor = ORDERS.get(choice.order, RANK), ""
    while True:
        page = page_of(chosen, order, size=PORTION, cursor=cursor)
        pipelines = open_pipelines([account.pk for account in page.rows])
        yield [_row(account, ranks, pipelines) for account in page.rows]
        cursor = page.next
        if not cursor:
            return


def exported(viewer: Viewer, choice: Choice) -> None:
    """Records that accounts left as a file."""
    record(
        "lists.exported",
        viewer.actor,
        subject_kind="member",
        subject_ref=viewer.member_ref,
        values={"filters": list(choice.filter.kept)},
        personal={"text": choice.filter.text} if choice.filter.text else {},
    )


def _row(account: Account, ranks: Mapping[int, int], pipelines: Mapping[int, Pipeline]) -> Row:
    return Row(
        # 0: it came while the file was written.
        rank=ranks.get(account.pk, 0),
        name=account.name,
        crm_id=account.external_id,
        domain=account.domain,
        city=account.city,
        country=account.country,
        industry=account.industry,
        owner=account.owner.name if account.owner else "",
        score=whole(account.tenths),  # type: ignore[attr-defined]
        change=whole(account.change),  # type: ignore[attr-defined]
        pipeline=pipelines.get(account.pk, NOTHING),
        last_at=account.score.last_activity_at,
    )
