"""What a training found, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext, pgettext

from lorgnette.prediction.facts import FALLS, NAMED, NONE, READ, RISES, STEADY
from lorgnette.prediction.report import Trained, Weight
from lorgnette.prediction.trial import Group
from lorgnette.prediction.verdict import FEW, LEAST_JUDGED, LEAST_OF_EACH, OPEN
from lorgnette.web.insight.figures import points
from lorgnette.web.prediction.words import (
    level_words,
    name_words,
    odds_words,
    percent,
    signed_percent,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate in words: `title`, a sentence, and what it is counted from."""

    is_open: bool
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """Deals of similar forecast: what was forecast, and what came."""

    deals: str
    forecast: str
    won: str
    share: str


@dataclass(frozen=True, slots=True)
class WeightLine:
    """A level, and what it adds."""

    level: str
    odds: str


@dataclass(frozen=True, slots=True)
class WeightGroup:
    """The levels of one characteristic."""

    name: str
    lines: Sequence[WeightLine]


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """A training in one line; `by` "" was made as every week."""

    at: datetime
    by: str
    skill: str
    verdict: str


def verdict(last: Trained) -> Verdict:
    """Of the last training."""
    counts = {"won": points(last.won), "lost": points(last.lost)}
    if last.verdict == FEW:
        return _few(counts)
    judged = last.judged_won + last.judged_lost
    counts |= {
        "judged": points(judged),
        "skill": signed_percent(last.skill or 0.0),
        "bound": signed_percent(last.bound or 0.0),
    }
    if last.verdict == OPEN:
        return Verdict(
            True,
            gettext("Your data tell who wins"),
            gettext(
                "On %(judged)s later deals the forecasts had a skill of %(skill)s against the base "
                "rate (Brier’s, where 0 is no better and 100 is foresight); 99 times in 100 it is "
                "above %(bound)s."
            )
            % counts,
        )
    return Verdict(
        False,
        gettext("Your data hold no predictive value"),
        gettext(
            "On %(judged)s later deals the forecasts had a skill of %(skill)s against the base "
            "rate (Brier’s, where 0 is no better and 100 is foresight). That is not surely better "
            "than nothing: it may be as low as %(bound)s. No number is shown."
        )
        % counts,
    )


def _few(counts: dict[str, str]) -> Verdict:
    words = gettext(
        "There are %(won)s won and %(lost)s lost deals with %(days)s days of recorded activity "
        "before. At least %(least)s of each are needed, and %(judged)s of each among the later "
        "ones that judge. No number is shown."
    )
    least = {"least": LEAST_OF_EACH, "judged": LEAST_JUDGED, "days": READ}
    return Verdict(False, gettext("Too few decided deals"), words % (counts | least))


def base_rate(last: Trained) -> str:
    """The share of deals that were won, "" without any."""
    decided = last.won + last.lost
    return percent(last.won / decided) if decided else ""


def group_lines(groups: Sequence[Group]) -> list[GroupLine]:
    """From the least likely on."""
    return [
        GroupLine(
            deals=points(group.deals),
            forecast=percent(group.forecast),
            won=points(group.won),
            share=percent(group.won / group.deals),
        )
        for group in groups
    ]


def weight_groups(weights: Sequence[Weight]) -> list[WeightGroup]:
    """Characteristic by characteristic; the CRM's own words with the best first."""
    groups = []
    for name, found in groupby(weights, key=lambda weight: weight.name):
        of = list(found)
        if name in NAMED:
            of.sort(key=lambda weight: -weight.odds)
        else:
            of.sort(key=lambda weight: _place(weight.level))
        lines = [
            WeightLine(level_words(name, w.level), odds_words(round(100 * w.odds))) for w in of
        ]
        groups.append(WeightGroup(name_words(name), lines))
    return groups


def _place(level: str) -> int:
    """Numbers in their order, then more to nothing."""
    words = (RISES, STEADY, FALLS, NONE)
    return int(level) if level.isdigit() else 1_000 + (words.index(level) if level in words else 0)


def training_line(one: Trained) -> TrainingLine:
    """As a row of the list."""
    words = {OPEN: pgettext("likelihoods", "Shown"), FEW: gettext("Too few deals")}
    return TrainingLine(
        at=one.at,
        by=one.by,
        skill="–" if one.skill is None else signed_percent(one.skill),
        verdict=words.get(one.verdict, pgettext("likelihoods", "Not shown")),
    )
