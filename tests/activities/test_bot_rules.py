"""What a machine did is told by the times alone, in whatever order it became known."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lorgnette.accounts.models import Account, Person
from lorgnette.activities import arrivals, bots, recount, sift
from lorgnette.activities.bot_rules import BURST, LINKS, SCANNER, Done, machines
from lorgnette.activities.machine_rules import (
    BurstOutOfRange,
    NetworkOdd,
    TooManyNetworks,
    bot_by_network,
    rules,
    save,
)
from lorgnette.activities.models import Activity, DayCount, Unsifted
from lorgnette.audit.models import Entry
from tests.cast import people
from tests.cast.crm import Folder
from tests.cast.people import HELENE_ACTOR

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


def did(number: int, type_: str = "web.visit", *, after: float = 0, subject: str = "", **given):
    return Done(number, type_, AT + timedelta(seconds=after), subject, **given)


def told(*done: Done, burst: int | None = 10) -> dict[int, str]:
    return machines(done, burst, PARIS)


def test_ten_within_a_second_are_a_burst_and_nine_are_not():
    ten = [did(n, after=n / 11) for n in range(10)]
    assert told(*ten) == dict.fromkeys(range(10), BURST)
    assert told(*ten[1:]) == {}
    assert told(*ten, burst=None) == {}


def test_what_a_crm_tells_with_days_for_times_is_no_burst():
    assert told(*(did(n, is_event=False) for n in range(20))) == {}
    midnight = datetime(2026, 11, 19, 23, tzinfo=UTC)
    assert told(*(Done(n, "web.visit", midnight) for n in range(20))) == {}


def test_three_links_within_a_second_are_a_scanner_s():
    assert told(*(did(n, "email.click", after=n / 4) for n in range(3))) == dict.fromkeys(
        range(3), LINKS
    )
    assert told(*(did(n, "email.click", after=n) for n in range(3))) == {}


@pytest.mark.parametrize(
    ("opens", "reason"),
    [
        ((3,), SCANNER),
        ((10,), SCANNER),
        ((11,), ""),
        ((-5, 3), ""),
        ((-3_601, 3), SCANNER),
        ((), ""),
    ],
)
def test_a_click_before_its_mail_is_opened_is_a_scanner_s(opens, reason):
    done = [did(n, "email.open", after=at, subject="Offer") for n, at in enumerate(opens, 2)]
    assert told(did(1, "email.click", subject="Offer"), *done).get(1, "") == reason


def test_another_mail_s_opening_says_nothing():
    opened = did(2, "email.open", after=3, subject="Other")
    assert told(did(1, "email.click", subject="Offer"), opened) == {}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["web.visit", "email.open", "email.click"]),
            st.integers(0, 40),
            st.sampled_from(["", "a"]),
        ),
        max_size=40,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_arrival_changes_nothing(told_, chance: random.Random):
    done = [
        did(n, kind, after=quarter / 4, subject=subject)
        for n, (kind, quarter, subject) in enumerate(told_)
    ]
    shuffled = chance.sample(done, len(done))
    assert machines(done, 5, PARIS) == machines(shuffled, 5, PARIS)


def test_networks_of_data_centres():
    ranges = "203.0.113.0/24\n2001:db8::/32"
    assert bot_by_network("203.0.113.9", ranges) == "network"
    assert bot_by_network("2001:db8::1", ranges) == "network"
    assert [bot_by_network(ip, ranges) for ip in ("203.0.114.9", "", "odd")] == ["", "", ""]


@pytest.fixture
def claire(tmp_path, db) -> Person:
    people.aubier()
    Folder(tmp_path).sync()
    Unsifted.objects.all().delete()
    return Person.objects.get(external_id="c-claire")


def happen(person: Person, *done: Done) -> None:
    """As events that come one batch at a time."""
    account = Account.objects.get(external_id="a-banque")
    for one in done:
        Activity.objects.create(
            account=account,
            person=person,
            type=one.type,
            at=one.at,
            subject=one.subject,
            weight=1,
            follows=True,
        )
        arrivals.note([(account.pk, person.pk, one.at)])
    recount.ask([person.pk])
    while recount.go_on():
        pass


def work() -> None:
    while sift.go_on():
        pass


def flags(person: Person) -> dict[int, str]:
    rows = Activity.objects.filter(person=person, follows=True)
    return {row.pk: row.bot for row in rows}


def test_the_worker_takes_a_burst_out_of_the_count_and_a_human_puts_it_back(claire):
    happen(claire, *(did(n, after=n / 20) for n in range(12)))
    counted = DayCount.objects.filter(person=claire, type="web.visit")
    assert counted.get().count == 12
    work()
    assert (set(flags(claire).values()), counted.exists()) == ({BURST}, False)
    assert bots.by_machines(Activity.objects.filter(person=claire)).count() == 12
    assert bots.human(HELENE_ACTOR, claire.public_id, BURST) == 12
    work()
    assert (set(flags(claire).values()), counted.get().count) == ({""}, 12)
    assert Entry.objects.get(verb="privacy.human").values == {"count": 12, "reason": BURST}


@pytest.mark.parametrize("seed", range(4))
def test_one_by_one_in_any_order_the_flags_are_the_same(claire, seed):
    done = [did(n, after=n / 20) for n in range(11)]
    done += [did(20, "email.click", after=60, subject="x")]
    done += [did(21, "email.open", after=66, subject="x")]
    done += [did(30 + n, "email.click", after=90 + n / 9, subject=f"s{n}") for n in range(3)]
    for one in random.Random(seed).sample(done, len(done)):
        happen(claire, one)
        work()
    found = list(flags(claire).values())
    assert [found.count(reason) for reason in (BURST, SCANNER, LINKS, "")] == [11, 1, 3, 1]


def test_somebody_with_more_than_is_read_at_once_is_read_in_turns(claire, monkeypatch):
    monkeypatch.setattr(sift, "MOST", 8)
    done = [did(n, after=7_200 * n) for n in range(10)]
    done += [did(50 + n, after=36_000 + n / 20) for n in range(12)]
    happen(claire, *done)
    Unsifted.objects.all().delete()
    arrivals.note([(1, claire.pk, AT), (1, claire.pk, AT + timedelta(days=2))])
    work()
    found = list(flags(claire).values())
    assert (found.count(BURST), found.count("")) == (13, 9)


def test_other_rules_hold_for_what_there_is(claire):
    happen(claire, *(did(n, after=n / 20) for n in range(6)))
    work()
    assert set(flags(claire).values()) == {""}
    assert save(HELENE_ACTOR, 5, "203.0.113.9/24, 2001:db8::/32")
    assert rules().is_looking
    work()
    assert set(flags(claire).values()) == {BURST}
    assert (rules().networks, rules().is_looking) == ("203.0.113.0/24\n2001:db8::/32", False)
    assert save(HELENE_ACTOR, None, "")
    work()
    assert set(flags(claire).values()) == {""}
    assert not save(HELENE_ACTOR, None, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("burst", "networks", "refusal"),
    [
        (2, "", BurstOutOfRange),
        (1_001, "", BurstOutOfRange),
        (10, "my office", NetworkOdd),
        (10, " ".join(f"10.{n // 256}.{n % 256}.0/24" for n in range(501)), TooManyNetworks),
    ],
)
def test_odd_rules_are_refused(burst, networks, refusal):
    with pytest.raises(refusal):
        save(HELENE_ACTOR, burst, networks)
