"""The viewer's accounts, ranked by score, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lorgnette.access.policy import Viewer
from lorgnette.insight.pipeline import Pipeline
from lorgnette.kernel.pagination import Page


@dataclass(frozen=True, slots=True)
class Line:
    """One line of "why it moved": `points` (whole points in lists, tenths on an account's page).

    `kind` is an activity type's code, `fade` (older activities weigh less) or `rest`.
    """

    points: int
    kind: str
    times: int = 0
    people: int = 0
    person: str = ""


@dataclass(frozen=True, slots=True)
class LastActivity:
    """The latest thing somebody did at an account; `person` is empty where nobody is known."""

    at: datetime
    kind: str
    person: str
    subject: str


@dataclass(frozen=True, slots=True)
class RankedAccount:
    """A row of the ranked list. `rank` counts over all the viewer's accounts, from 1.

    `score` and `change` (of seven days) are whole points; `weeks` are 13 scores in tenths, oldest
    first; the points of `why` sum to `change`.
    """

    ref: str
    rank: int
    name: str
    domain: str
    city: str
    score: int
    change: int
    weeks: Sequence[int]
    pipeline: Pipeline
    last: LastActivity | None
    why: Sequence[Line]


def ranked(
    viewer: Viewer,
    *,
    text: str = "",
    only: str = "",
    order: str = "score",
    cursor: str = "",
    size: int = 25,
) -> Page[RankedAccount]:
    """A page of the accounts that `viewer` may see.

    `text` is searched in names and domains; `only` is "", `rising`, `cooling` or `pipeline`;
    `order` is `score`, `change` or `name`.
    """
    raise NotImplementedError
