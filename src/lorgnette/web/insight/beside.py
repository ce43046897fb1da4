"""The further scores of an account, as small numbers that lead to what each is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from lorgnette.access.policy import Viewer
from lorgnette.insight.beside import beside
from lorgnette.insight.points import whole
from lorgnette.web.insight.figures import Delta, delta, points
from lorgnette.web.insight.score_tabs import score_name


@dataclass(frozen=True, slots=True)
class Number:
    """A score beside the primary one."""

    name: str
    score: str
    delta: Delta
    href: str


def numbers_beside(viewer: Viewer, ref: str) -> Sequence[Number]:
    """In the order of the scores; none where there is one score alone."""
    return [
        Number(
            name=score_name(one.score),
            score=points(whole(one.tenths)),
            delta=delta(whole(one.change)),
            href=f"{reverse('account_score', args=[ref])}?{urlencode({'score': one.score.ref})}",
        )
        for one in beside(viewer, ref)
    ]
