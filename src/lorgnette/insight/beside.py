"""The further scores of an account, beside the primary one."""

from collections.abc import Sequence
from dataclasses import dataclass

from lorgnette.access.policy import Viewer
from lorgnette.insight.reach import seen_by
from lorgnette.scoring.models import FurtherScore
from lorgnette.scoring.scores.shown import Score, scores


@dataclass(frozen=True, slots=True)
class Beside:
    """A further score of an account, with its change of seven days, in tenths."""

    score: Score
    tenths: int
    change: int


def beside(viewer: Viewer, ref: str) -> Sequence[Beside]:
    """The further scores of an account that the viewer sees, in their order.

    In one query where there are none.
    """
    further = [one for one in scores() if not one.is_primary]
    account = seen_by(viewer).filter(public_id=ref).first() if further else None
    if account is None:
        return ()
    rows = FurtherScore.objects.filter(account=account.pk)
    known = {row.model_id: row for row in rows}
    return [
        Beside(one, known[one.id].tenths, known[one.id].change)
        for one in further
        if one.id in known
    ]
