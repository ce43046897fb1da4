"""Reminders a week and a day before an access ends, and the notice when it has: each once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lorgnette.access import grants
from lorgnette.access.models import Grant, Notice
from lorgnette.access.notices import send_due
from lorgnette.kernel import clock
from lorgnette.users.models import Member
from lorgnette.workspace import settings
from tests.cast.people import AT, HELENE_ACTOR, dafydd, user

LAST = date(2026, 12, 31)
# Eight in the morning in Paris.
WEEK = datetime(2026, 12, 24, 7, tzinfo=UTC)
DAY = datetime(2026, 12, 30, 7, tzinfo=UTC)
END = datetime(2026, 12, 31, 23, tzinfo=UTC)
SECOND = timedelta(seconds=1)
KINDS = ("access_reminder", "access_reminder_last", "access_ended")


def at(moment: datetime, verb=send_due):
    with clock.pretend(moment):
        return verb()


@pytest.fixture
def seller(helene):
    return dafydd()


@pytest.fixture
def told(letters):
    return lambda: [letter.kind for letter in letters(*KINDS)]


@pytest.mark.parametrize(
    ("moment", "kind"), [(WEEK, "access_reminder"), (DAY, KINDS[1]), (END, "access_ended")]
)
def test_each_comes_at_its_second_and_once(seller, give_until, told, moment, kind):
    give_until(seller, LAST)
    before = at(moment - SECOND)
    assert kind not in told()
    at(moment)
    at(moment)
    at(moment + timedelta(hours=3))
    assert told().count(kind) == 1
    assert before in (0, 1)


def test_the_whole_story_is_three_letters(seller, give_until, told):
    give_until(seller, LAST)
    hour = AT
    while hour < END + timedelta(days=10):
        at(hour)
        hour += timedelta(hours=5)
    assert told() == list(KINDS)


def test_the_letter_is_the_persons(seller, give_until, letters):
    give_until(seller, LAST)
    at(WEEK)
    (letter,) = letters("access_reminder")
    assert letter.to_address == "dafydd.prys-howell@aubier.example"
    assert letter.reply_address == "helene.dubreuil@aubier.example"
    assert letter.values["last_day"] == "2026-12-31"
    assert letter.about_ref == seller.member.public_id


def test_a_new_end_takes_the_unsent_letter_back_and_has_its_own(seller, give_until, letters):
    give_until(seller, LAST)
    at(DAY)
    at(DAY, lambda: grants.extend(seller.member.public_id, date(2027, 3, 31), HELENE_ACTOR))
    assert [letter.cancelled_at for letter in letters(*KINDS)] == [DAY]
    assert at(END) == 0
    assert at(datetime(2027, 3, 24, 7, tzinfo=UTC)) == 1
    assert [letter.values["last_day"] for letter in letters(KINDS[0])] == ["2027-03-31"]


def test_an_end_that_comes_back_is_not_told_of_again(seller, give_until, told):
    give_until(seller, LAST)
    at(WEEK)
    ref = seller.member.public_id
    at(WEEK + SECOND, lambda: grants.extend(ref, date(2027, 3, 31), HELENE_ACTOR))
    at(WEEK + 2 * SECOND, lambda: grants.extend(ref, LAST, HELENE_ACTOR))
    at(WEEK + 3 * SECOND)
    assert told() == ["access_reminder"]


@pytest.mark.parametrize("verb", ["lock", "revoke"])
def test_whoever_is_out_is_told_nothing(seller, give_until, letters, verb):
    give_until(seller, LAST)
    at(WEEK)
    ref = seller.member.public_id
    act = {
        "lock": lambda: grants.lock(ref, "", HELENE_ACTOR),
        "revoke": lambda: grants.revoke(ref, HELENE_ACTOR),
    }[verb]
    at(WEEK + SECOND, act)
    assert at(DAY) == at(END) == 0
    assert [bool(letter.cancelled_at) for letter in letters(*KINDS)] == [True]


@pytest.mark.parametrize(
    ("woke", "kinds"),
    [
        (DAY - SECOND, ["access_reminder"]),
        (DAY + timedelta(hours=1), ["access_reminder_last"]),
        (END + timedelta(days=3), ["access_ended"]),
        (END + timedelta(days=40), []),
    ],
)
def test_a_worker_that_slept_tells_what_still_makes_sense(seller, give_until, told, woke, kinds):
    give_until(seller, LAST)
    at(woke)
    assert told() == kinds


def test_a_reminder_that_never_left_gives_way_to_the_next(seller, give_until, letters):
    give_until(seller, LAST)
    for moment in (WEEK, DAY, END):
        at(moment)
    assert [(letter.kind, letter.final) for letter in letters(*KINDS)] == [
        ("access_reminder", True),
        ("access_reminder_last", True),
        ("access_ended", False),
    ]


def test_a_short_access_is_not_followed_by_a_reminder_at_once(seller, give_until, told):
    give_until(seller, date(2026, 11, 27))
    assert at(AT + timedelta(minutes=5)) == 0
    at(datetime(2026, 11, 26, 7, tzinfo=UTC))
    at(datetime(2026, 11, 27, 23, tzinfo=UTC))
    assert told() == ["access_reminder_last", "access_ended"]


def test_an_access_through_tomorrow_is_told_its_end_alone(seller, give_until, told):
    give_until(seller, date(2026, 11, 25))
    assert at(AT + timedelta(minutes=5)) == 0
    at(datetime(2026, 11, 25, 23, tzinfo=UTC))
    assert told() == ["access_ended"]


def test_an_extension_by_days_is_not_reminded_of_at_once(seller, give_until):
    give_until(seller, date(2026, 11, 24))
    ended = datetime(2026, 11, 25, 9, tzinfo=UTC)
    at(ended, lambda: grants.extend(seller.member.public_id, date(2026, 11, 28), HELENE_ACTOR))
    assert at(ended + timedelta(hours=1)) == 0


def test_a_clock_that_jumps_forward_and_back_repeats_nothing(seller, give_until, told):
    give_until(seller, LAST)
    others = [user("Seller", str(number)) for number in range(5)]
    for other in others:
        give_until(other, LAST)
    at(DAY)
    at(DAY + timedelta(days=40))
    at(DAY + timedelta(days=40) - timedelta(hours=2))
    at(DAY + timedelta(minutes=1))
    at(DAY - timedelta(hours=2))
    assert told().count("access_reminder_last") == 6
    assert len(told()) <= 6 + 6  # what the clock that went back still owes is said once


def test_the_zone_of_the_access_counts_and_not_the_workspaces(seller, give_until, told):
    give_until(seller, LAST, zone="Asia/Tokyo")
    settings.change(HELENE_ACTOR, zone="America/New_York")
    tokyo = datetime(2026, 12, 23, 23, tzinfo=UTC)
    assert at(tokyo - SECOND) == 0
    assert at(tokyo) == 1


def test_silent_where_the_settings_say_so(seller, give_until):
    give_until(seller, LAST)
    settings.change(HELENE_ACTOR, reminders=False)
    assert at(WEEK) == at(END) == 0


def test_an_access_without_an_end_is_not_spoken_of(seller, give_until):
    give_until(seller, None)
    assert at(WEEK) == 0


def test_administrators_whose_view_does_not_end_are_told_nothing(helene, give_until):
    give_until(helene, LAST)
    assert at(WEEK) == at(END) == 0


def test_thousands_are_told_in_few_statements(helene, letters, django_assert_max_num_queries):
    rows = Member.objects.bulk_create(
        Member(
            address=f"s{n}@aubier.example",
            address_key=f"s{n}@aubier.example",
            name=f"Seller {n}",
            search_key="",
            language="en",
            created_at=AT,
        )
        for n in range(1200)
    )
    ends_at = clock.end_of_day(LAST, "Europe/Paris")
    Grant.objects.bulk_create(
        Grant(member=m, zone="Europe/Paris", last_day=LAST, ends_at=ends_at, granted_at=AT)
        for m in rows
    )
    with django_assert_max_num_queries(120):
        assert at(WEEK) == 1200
    assert len(letters("access_reminder")) == Notice.objects.count() == 1200
