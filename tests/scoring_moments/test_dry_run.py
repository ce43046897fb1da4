"""What a dry run shows is what publishing finds in the last 30 days."""

from datetime import timedelta

import pytest

from lorgnette.kernel import clock
from lorgnette.scoring.models import AccountScore
from lorgnette.scoring.moments import publish
from lorgnette.scoring.moments.checks import Draft
from lorgnette.scoring.moments.definition import (
    ACCOUNT,
    BACK,
    COUNT,
    FIRST,
    PEOPLE,
    Condition,
    Definition,
)
from lorgnette.scoring.moments.dry_run import dry_run
from lorgnette.scoring.moments.models import Moment
from tests.scoring_moments.tale import NOON, Did
from tests.scoring_moments.test_publish import HELENE

RULES = [
    Definition(),
    Definition(pause=3),
    Definition(when=FIRST),
    Definition(when=FIRST, scope=ACCOUNT, conditions=(Condition("subject", "contains", "a"),)),
    Definition(when=COUNT, number=3, days=7, pause=7),
    Definition(when=PEOPLE, number=2, days=7, pause=7, scope=ACCOUNT),
    Definition(when=BACK, days=7),
]


@pytest.fixture
def busy(tale):
    """Ada is back after three weeks, Bo was always there, Cleo is new."""
    tale.happen([Did(0, "web.visit", 960, "a")])
    tale.happen(
        Did(who, "web.visit", number * (who + 1) * 7, "abc"[number % 3])
        for who, times in enumerate((60, 60, 25))
        for number in range(times)
    )
    for account in (tale.nordhavn, tale.kestrel):
        AccountScore.objects.create(
            account=account, day=NOON, tenths=100, change=0, last_activity_at=NOON
        )
    with clock.pretend(NOON):
        yield tale


def draft(definition: Definition) -> Draft:
    return Draft(
        kind="web",
        name_en="Rule",
        name_fr="Règle",
        sentence_en="[person]",
        sentence_fr="[person]",
        definition=definition,
    )


@pytest.mark.parametrize("definition", RULES, ids=lambda one: f"{one.when}-{one.pause}")
def test_it_shows_what_publishing_finds(busy, definition):
    shown = dry_run(draft(definition))
    publish.add(HELENE, draft(definition))
    busy.build()
    found = Moment.objects.filter(at__gt=NOON - timedelta(days=30))
    assert (shown.total, shown.is_whole) == (found.count(), True)
    assert shown.total > 0
    newest = found.order_by("-at").values_list("at", flat=True)[:10]
    assert [moment.at for moment in shown.latest] == list(newest)


def test_when_its_time_is_up_it_says_how_far_it_came(busy, monkeypatch):
    monkeypatch.setattr("lorgnette.scoring.moments.dry_run.ACCOUNTS", 2)
    run = dry_run(draft(Definition()), seconds=0)
    assert (run.looked, run.active, run.is_whole) == (1, 2, False)
    assert run.estimate == 2 * run.total


def test_it_writes_nothing(busy):
    dry_run(draft(Definition()))
    assert not Moment.objects.exists()
