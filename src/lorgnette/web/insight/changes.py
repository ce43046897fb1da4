"""What changed at an account in seven days: a sentence, and lines that sum to the change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from lorgnette.insight.overview import AccountOverview
from lorgnette.insight.why import FADE, REST, Line
from lorgnette.web.insight import days
from lorgnette.web.insight.figures import signed_tenths, tenths
from lorgnette.web.insight.phrases import did
from lorgnette.web.insight.reasons import Said, in_words, said, tone

TOLD = 2


@dataclass(frozen=True, slots=True)
class Change:
    """A line: tenths with their sign, words (`said`: around a name), and the day of the latest."""

    points: str
    tone: str
    words: str
    day: str
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """`lines` sum to `total`, which leads from the score `before` to the score `after`.

    `moved` is false while there never was a score.
    """

    moved: bool
    since: str
    sentence: str
    lines: Sequence[Change]
    total: str
    before: str
    after: str


def changes(seen: AccountOverview, today: date) -> Changes:
    """What the page of an account says of its last seven days."""
    return Changes(
        moved=bool(seen.score or seen.why.lines),
        since=gettext("since %(day)s") % {"day": days.weekday_and_day(_since(seen, today))},
        sentence=_sentence(seen),
        lines=[_change(line, today) for line in seen.why.lines],
        total=signed_tenths(seen.why.change),
        before=tenths(seen.score - seen.why.change),
        after=tenths(seen.score),
    )


def _since(seen: AccountOverview, today: date) -> date:
    last = seen.weeks[-1].last_day if seen.weeks else today
    return last - timedelta(days=6)


def _sentence(seen: AccountOverview) -> str:
    told = [line for line in seen.why.lines if line.kind not in (FADE, REST)][:TOLD]
    if told:
        return " ".join(f"{did(line.type, line.person, line.people)}." for line in told)
    if seen.score:
        return gettext("Nothing new in seven days. What happened before counts less every day.")
    if seen.activities.rows:
        return gettext("Nothing new in seven days.")
    return gettext("No activity yet. Once somebody here visits, clicks or calls, you see it here.")


def _change(line: Line, today: date) -> Change:
    words = in_words(line)
    return Change(
        points=signed_tenths(line.points),
        tone=tone(line.points),
        words=words,
        day="" if line.kind == FADE else days.near(line.last_day, today),
        said=said(line, words),
    )
