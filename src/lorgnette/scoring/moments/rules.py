"""Reads the rules for those who administer them: the list, and one with its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from lorgnette.kernel import clock
from lorgnette.scoring.moments.checks import Draft
from lorgnette.scoring.moments.definition import Definition, of_stored
from lorgnette.scoring.moments.models import BUILDING, LIVE, Moment, MomentRule, MomentVersion
from lorgnette.scoring.moments.publish import RuleMissing, draft_of

LATELY_DAYS = 30


@dataclass(frozen=True, slots=True)
class ListedRule:
    """A rule as its latest version says; `lately` are its moments of the last 30 days.

    `percent` tells how far a version is that is being found over history, None where none is;
    `is_shown`: there is one whose moments are shown.
    """

    ref: str
    name_en: str
    name_fr: str
    kind: str
    definition: Definition
    is_on: bool
    is_shown: bool
    percent: int | None
    lately: int
    number: int


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the history of its rule; `state` is building, live, old or off."""

    number: int
    name_en: str
    name_fr: str
    published_at: datetime
    published_by: str
    state: str


@dataclass(frozen=True, slots=True)
class RuleSeen:
    """One rule: what its latest version says, and all its versions, newest first."""

    listed: ListedRule
    draft: Draft
    versions: Sequence[VersionLine]


def listed_rules() -> list[ListedRule]:
    """All rules in their order."""
    lately = _lately()
    rules = MomentRule.objects.order_by("place", "pk").prefetch_related("versions")
    return [_listed(rule, lately) for rule in rules]


def one_rule(ref: str) -> RuleSeen:
    """Raises `RuleMissing`."""
    rule = MomentRule.objects.filter(public_id=ref).prefetch_related("versions").first()
    if rule is None:
        raise RuleMissing
    versions = _versions(rule)
    return RuleSeen(
        listed=_listed(rule, _lately()),
        draft=draft_of(versions[0]),
        versions=[_line(row) for row in versions],
    )


def _lately() -> dict[int, int]:
    """How many moments each version has of the last 30 days."""
    since = clock.now() - timedelta(days=LATELY_DAYS)
    rows = Moment.objects.filter(at__gt=since).order_by().values_list("version")
    return dict(rows.annotate(number=Count("pk")))


def _versions(rule: MomentRule) -> list[MomentVersion]:
    return sorted(rule.versions.all(), key=lambda row: -row.number)


def _listed(rule: MomentRule, lately: dict[int, int]) -> ListedRule:
    versions = _versions(rule)
    latest, live = versions[0], next((row for row in versions if row.state == LIVE), None)
    return ListedRule(
        ref=rule.public_id,
        name_en=latest.name_en,
        name_fr=latest.name_fr,
        kind=latest.kind,
        definition=of_stored(latest.definition),
        is_on=rule.is_on,
        is_shown=live is not None,
        percent=_percent(latest) if latest.state == BUILDING else None,
        lately=lately.get(live.pk, 0) if live else 0,
        number=latest.number,
    )


def _percent(row: MomentVersion) -> int:
    return min(100, row.reached * 100 // row.last) if row.last else 100


def _line(row: MomentVersion) -> VersionLine:
    return VersionLine(
        number=row.number,
        name_en=row.name_en,
        name_fr=row.name_fr,
        published_at=row.published_at,
        published_by=row.published_by,
        state=row.state,
    )
