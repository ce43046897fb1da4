"""What the chart of an account reads: deals of the CRM by week, in the workspace's days."""

from datetime import UTC, date, datetime

import pytest

from lorgnette.insight.charted import PIPELINE, charted_of
from lorgnette.insight.pipeline import Amount
from lorgnette.scoring.moments.models import LIVE, Moment, MomentRule, MomentVersion
from tests.insight import estate


@pytest.fixture
def dafydd():
    return estate.seller("Dafydd")


@pytest.fixture
def nordhavn(dafydd):
    return estate.account("Nordhavn", dafydd)


def pipeline(dafydd, account):
    return charted_of(estate.viewer(dafydd), account.public_id, PIPELINE)


def opened(found):
    """How many deals were open at the end of each of the last weeks, and this one."""
    return [week.open.deals for week in found.deals[-3:]]


def test_thirteen_weeks_end_with_this_one(dafydd, nordhavn):
    estate.deal(nordhavn, 24_800, created_on=date(2026, 9, 1))
    estate.deal(
        nordhavn, 5_800, created_on=date(2026, 10, 1), status="won", closed_on=date(2026, 11, 20)
    )
    estate.deal(nordhavn, 700, "SEK", created_on=date(2026, 11, 24))
    weeks = pipeline(dafydd, nordhavn).deals
    assert (len(weeks), weeks[0].first_day, weeks[-1].last_day) == (
        13,
        date(2026, 8, 31),
        estate.TODAY,
    )
    assert weeks[0].open.amounts == (Amount(24_800, "EUR"),)
    assert weeks[-2].won.amounts == (Amount(5_800, "EUR"),)
    assert weeks[-1].open.amounts == (Amount(24_800, "EUR"), Amount(700, "SEK"))


def test_this_week_is_the_open_pipeline_that_stands_above_it(dafydd, nordhavn):
    """Whatever days the CRM gives or does not."""
    for made in (None, date(2026, 12, 1), date(2019, 1, 1), estate.TODAY):
        estate.deal(nordhavn, 100, created_on=made)
    estate.deal(nordhavn, 100, created_on=date(2026, 1, 1), gone_at=estate.NOW)
    found = pipeline(dafydd, nordhavn)
    assert (found.deals[-1].open.deals, found.undated) == (4, 1)


@pytest.mark.parametrize(
    ("gone_at", "weeks"),
    [
        (datetime(2026, 11, 15, 23, 59, tzinfo=UTC), [0, 0, 0]),
        (datetime(2026, 11, 16, 0, 1, tzinfo=UTC), [1, 0, 0]),
    ],
    ids=["on Sunday", "on Monday"],
)
def test_what_leaves_the_crm_around_midnight_leaves_on_the_workspace_s_day(
    dafydd, nordhavn, gone_at, weeks
):
    estate.deal(nordhavn, 100, created_on=date(2026, 9, 1), gone_at=gone_at)
    assert opened(pipeline(dafydd, nordhavn)) == weeks


def test_deals_that_ended_before_these_weeks_are_not_read(
    dafydd, nordhavn, django_assert_max_num_queries
):
    for n in range(30):
        estate.deal(
            nordhavn,
            100,
            status="lost",
            created_on=date(2025, 1, 1),
            closed_on=date(2025, 3, n + 1),
        )
    estate.deal(nordhavn, 100, status="won", closes_on=date(2026, 8, 30))
    with django_assert_max_num_queries(5):
        found = pipeline(dafydd, nordhavn)
    assert not any(week.open.deals or week.won.deals for week in found.deals)


def test_an_account_of_somebody_else_has_no_chart(dafydd):
    albufera = estate.account("Albufera", estate.seller("Ana"))
    assert charted_of(estate.viewer(dafydd), albufera.public_id, PIPELINE) is None
    assert charted_of(estate.viewer(dafydd), albufera.public_id, "engagement") is None


# --- Milestones


def rule(kind="milestone", state=LIVE):
    return MomentVersion.objects.create(
        rule=MomentRule.objects.create(place=1),
        number=1,
        kind=kind,
        name_en="Demo",
        name_fr="Démo",
        sentence_en="[person] asked for a demo",
        sentence_fr="[person] a demandé une démonstration",
        definition={},
        published_at=estate.NOW,
        state=state,
    )


def happened(version, account, at):
    return Moment.objects.create(
        version=version,
        subject=1,
        at=at,
        trigger=str(at.timestamp()).encode()[:16],
        kind=version.kind,
        account=account,
        found_at=estate.NOW,
    )


def test_a_week_names_its_latest_milestone_and_counts_them(dafydd, nordhavn):
    version, web = rule(), rule("web")
    happened(version, nordhavn, datetime(2026, 11, 17, 9, tzinfo=UTC))
    last = happened(version, nordhavn, datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    happened(version, nordhavn, datetime(2026, 8, 30, 9, tzinfo=UTC))
    happened(web, nordhavn, datetime(2026, 11, 24, 9, tzinfo=UTC))
    happened(rule(state="building"), nordhavn, datetime(2026, 11, 24, 9, tzinfo=UTC))
    found = charted_of(estate.viewer(dafydd), nordhavn.public_id, "engagement").milestones
    assert list(found) == [date(2026, 11, 16)]
    week = found[date(2026, 11, 16)]
    assert (week.latest.id, week.count) == (last.pk, 2)
