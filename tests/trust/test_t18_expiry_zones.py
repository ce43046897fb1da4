"""T18: in through 23:59:59 of the last day where the workspace is, out the next second."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from lorgnette.access.models import Grant
from lorgnette.access.policy import AccessEnded, viewer_for
from lorgnette.access.standing import standings
from lorgnette.kernel import clock
from lorgnette.users.models import Member
from tests.cast.people import AT, dafydd, granted
from tests.trust.races import LONG

pytestmark = pytest.mark.django_db

# Ends of months and years, a leap day, and the nights clocks change in Europe, America and Cairo.
DAYS = [
    date(2026, 12, 31),
    date(2027, 2, 28),
    date(2028, 2, 29),
    date(2027, 3, 13),
    date(2027, 3, 27),
    date(2027, 4, 29),
    date(2027, 10, 30),
    date(2027, 11, 6),
]
if LONG:
    DAYS = [date(2026, 11, 24) + timedelta(days=number) for number in range(730)]
SECOND = timedelta(seconds=1)
NIGHT = time(23, 59, 59)
# Where clocks jump from 23:00 to midnight on one of these nights.
JUMPING = {"America/Nuuk", "America/Godthab", "America/Scoresbysund"}


def last_second_of(day: date, zone: str) -> datetime:
    """The last UTC second whose local day in `zone` still is `day`, found by halving."""
    inside = int(datetime.combine(day, time(), UTC).timestamp()) - 86_400
    outside = inside + 4 * 86_400
    while outside - inside > 1:
        middle = (inside + outside) // 2
        local = datetime.fromtimestamp(middle, ZoneInfo(zone))
        inside, outside = (middle, outside) if local.date() <= day else (inside, middle)
    local = datetime.fromtimestamp(inside, ZoneInfo(zone))
    assert local.date() == day
    assert local.time() == NIGHT or zone in JUMPING, (zone, local)
    return datetime.fromtimestamp(inside, UTC)


@pytest.mark.parametrize("last_day", DAYS)
def test_every_zone_lets_in_through_the_last_second_and_not_one_more(last_day, counted):
    zones = sorted(available_timezones())
    members = Member.objects.bulk_create(
        Member(address_key=zone, name=zone, search_key="", created_at=AT) for zone in zones
    )
    Grant.objects.bulk_create(
        Grant(
            member=member,
            zone=zone,
            last_day=last_day,
            ends_at=clock.end_of_day(last_day, zone),
            granted_at=AT,
        )
        for member, zone in zip(members, zones, strict=True)
    )
    by_second: dict[datetime, list[int]] = {}
    for member in members:
        by_second.setdefault(last_second_of(last_day, member.name), []).append(member.pk)
    for last_second, ids in by_second.items():
        with clock.pretend(last_second):
            assert {s.state for s in standings(ids).values()} == {"active"}
        with clock.pretend(last_second + SECOND):
            assert {s.state for s in standings(ids).values()} == {"ended"}
    counted(f"{len(zones)} zones")


def test_the_policy_reads_the_clock_to_the_second():
    seller = dafydd()
    with clock.pretend(AT):
        granted(seller.member, last_day=date(2026, 12, 31))
    # 23:59:59 in Paris is 22:59:59 in Greenwich.
    with clock.pretend(datetime(2026, 12, 31, 22, 59, 59, 999_999, tzinfo=UTC)):
        assert viewer_for(seller).last_day == date(2026, 12, 31)
    with clock.pretend(datetime(2026, 12, 31, 23, tzinfo=UTC)), pytest.raises(AccessEnded):
        viewer_for(seller)
