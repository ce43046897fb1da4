"""The mails of a day are shared out: each is made once, whoever dies or comes late."""

from datetime import date, timedelta

import pytest

from lorgnette.insight import edition_claims as claims
from lorgnette.insight.edition_claims import LEASE, claim, settle
from lorgnette.insight.models import DAILY, Edition
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from lorgnette.mail.outbox import Envelope
from tests.cast import people
from tests.insight import estate

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)


@pytest.fixture
def members():
    return [people.user(name, "Ferrer").member.pk for name in ("Ana", "Bo", "Eva")]


def letter(name: str) -> Envelope:
    return Envelope(
        kind="insight_daily", language="en", to_address=f"{name}@aubier.example", link="https://x/"
    )


def all_of(portion, name="ana"):
    return {row.pk: letter(name) for row in portion.editions}


def members_of(portion):
    return [row.member_id for row in portion.editions]


def test_nobody_claims_what_another_is_at_or_has_made(members):
    first = claim(DAILY, DAY, members[:2])
    second = claim(DAILY, DAY, members)
    assert (members_of(first), members_of(second)) == (members[:2], members[2:])
    assert settle(first, all_of(first)) == 2
    with clock.pretend(estate.NOW + 2 * LEASE):
        assert members_of(claim(DAILY, DAY, members)) == members[2:]


def test_what_a_dead_worker_had_claimed_is_made_by_another_after_its_time(members):
    claim(DAILY, DAY, members)
    with clock.pretend(estate.NOW + LEASE - timedelta(seconds=1)):
        assert not claim(DAILY, DAY, members).editions
    with clock.pretend(estate.NOW + LEASE):
        assert members_of(claim(DAILY, DAY, members)) == members


def test_who_comes_late_writes_nothing(members):
    slow = claim(DAILY, DAY, members)
    with clock.pretend(estate.NOW + LEASE):
        quick = claim(DAILY, DAY, members)
        assert settle(quick, all_of(quick)) == 3
        assert settle(slow, all_of(slow, "twice")) == 0
    assert set(Message.objects.values_list("to_address", flat=True)) == {"ana@aubier.example"}


def test_nothing_to_say_is_made_too(members):
    portion = claim(DAILY, DAY, members)
    assert settle(portion, {row.pk: None for row in portion.editions}) == 0
    assert Edition.objects.filter(message=None, lease_until=None).count() == 3


def test_what_could_not_be_made_rests_an_hour(members):
    portion = claim(DAILY, DAY, members)
    settle(portion, {row.pk: None for row in portion.editions[1:]})
    assert claims.failing() == 1
    for minutes, waiting in ((59, []), (60, members[:1])):
        with clock.pretend(estate.NOW + timedelta(minutes=minutes)):
            assert members_of(claim(DAILY, DAY, members)) == waiting
