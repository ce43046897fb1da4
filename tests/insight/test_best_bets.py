"""Best bets: whom to call first, over all accounts of a viewer, and who is put off."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lorgnette.accounts.models import Membership
from lorgnette.audit.models import Entry
from lorgnette.insight.best_bets import best_bets, best_bets_at
from lorgnette.insight.not_now import NoSuchBet, bring_back, put_off, who_is_put_off
from lorgnette.insight.wishes import OnlyLooking
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.scoring.marks import kept
from lorgnette.scoring.marks.rules import FIXED, Rules, Scale
from lorgnette.scoring.marks.save import save
from tests.cast import people
from tests.insight import estate

POINTS = Scale(FIXED, (10, 25, 50), (10, 6, 3))
FIXED_RULES = Rules(person_urgency=POINTS, person_relative=POINTS)


@pytest.fixture
def dafydd():
    return estate.seller("Dafydd")


@pytest.fixture
def nordhavn(dafydd):
    return estate.account("Nordhavn", dafydd)


@pytest.fixture
def member():
    """Whoever is asked about: the viewer's own record."""
    return people.dafydd().member


def looking(member, *sellers, **more):
    return replace(estate.viewer(*sellers), member_ref=member.public_id, **more)


def scored():
    estate.score_everything()
    save(SYSTEM, FIXED_RULES, seen=0)


def names(page):
    return [one.name for one in page.rows]


def test_flames_come_before_stars_and_stars_before_what_is_left(nordhavn, dafydd):
    hot, high, both = (estate.person(nordhavn, name) for name in ("Hot", "High", "Both"))
    estate.person(nordhavn, "Silent")
    estate.did(hot, "form.demo")
    estate.did(high, "meeting.held", days_ago=10, times=3)
    estate.did(both, "form.demo")
    estate.did(both, "meeting.held", days_ago=10, times=3)
    scored()
    page = best_bets(estate.viewer(dafydd))
    assert names(page) == ["Both", "Hot", "High"]
    assert [(one.marks.urgency, one.marks.relative) for one in page.rows] == [
        (3, 3),
        (3, 3),
        (0, 3),
    ]
    here = best_bets_at(estate.viewer(dafydd), [nordhavn.pk], kept.bounds())
    assert [one.name for one in here] == names(page)


def test_each_says_why(nordhavn, dafydd):
    ingrid = estate.person(nordhavn, "Ingrid", "Finance director")
    estate.did(ingrid, "web.visit", times=2)
    estate.did(ingrid, "web.pricing", days_ago=1, times=3)
    estate.did(ingrid, "form.demo", days_ago=2)
    estate.did(ingrid, "email.open", days_ago=1)
    scored()
    [bet] = best_bets(estate.viewer(dafydd)).rows
    assert [(one.type, one.times) for one in bet.deeds] == [("form.demo", 1), ("web.pricing", 3)]
    assert (bet.title, bet.account_name) == ("Finance director", "Nordhavn")


def test_pages_hold_everybody_once_in_both_directions(nordhavn, dafydd):
    for n in range(23):
        who = estate.person(nordhavn, f"Person {n:02}")
        estate.did(who, "form.demo" if n % 3 else "web.document", days_ago=n % 20, times=1 + n % 4)
    scored()
    viewer = estate.viewer(dafydd)
    whole, walked, page = names(best_bets(viewer, size=99)), [], best_bets(viewer, size=4)
    while True:
        walked += names(page)
        if not page.next:
            break
        page = best_bets(viewer, page.next, size=4)
    assert walked == whole
    assert len(set(whole)) == len(whole) > 12
    back = []
    while page.previous:
        page = best_bets(viewer, page.previous, size=4)
        back = names(page) + back
    assert back == whole[: len(back)]
    assert not page.previous


def test_a_forged_cursor_gives_the_first_page(nordhavn, dafydd):
    estate.did(estate.person(nordhavn, "Ingrid"), "form.demo")
    scored()
    assert names(best_bets(estate.viewer(dafydd), "x:y")) == ["Ingrid"]


def test_nobody_of_a_foreign_account_and_nobody_who_left(nordhavn, dafydd):
    foreign = estate.account("Albufera", estate.seller("Ana"))
    estate.did(estate.person(foreign, "Marta"), "form.demo")
    moved, gone = estate.person(nordhavn, "Moved"), estate.person(nordhavn, "Gone")
    estate.did(moved, "form.demo")
    estate.did(gone, "form.demo")
    stay = Membership.objects.get(person=moved)
    stay.until = estate.NOW
    stay.save()
    Membership.objects.create(person=moved, account=foreign, since=estate.NOW)
    gone.gone_at = estate.NOW
    gone.save()
    scored()
    assert names(best_bets(estate.viewer(dafydd))) == []
    assert names(best_bets(estate.viewer(dafydd, scope="all"))) == ["Marta"]


def test_who_is_put_off_comes_back_by_what_they_do(nordhavn, dafydd, member):
    ingrid = estate.person(nordhavn, "Ingrid")
    estate.did(ingrid, "form.demo")
    scored()
    viewer = looking(member, dafydd)
    put_off(viewer, ingrid.public_id)
    assert names(best_bets(viewer)) == []
    assert names(best_bets(estate.viewer(dafydd))) == ["Ingrid"]
    assert [one.name for one in who_is_put_off(viewer).rows] == ["Ingrid"]
    with clock.pretend(estate.NOW + timedelta(hours=4)):
        estate.did(ingrid, "email.open", days_ago=-1)
    assert names(best_bets(viewer)) == ["Ingrid"]
    assert not who_is_put_off(viewer).rows


def test_putting_off_is_undone_recorded_and_not_for_foreign_people(nordhavn, dafydd, member):
    ingrid = estate.person(nordhavn, "Ingrid")
    marta = estate.person(estate.account("Albufera", estate.seller("Ana")), "Marta")
    estate.did(ingrid, "form.demo")
    estate.did(marta, "form.demo")
    scored()
    viewer = looking(member, dafydd)
    for ref in (marta.public_id, "nobody"):
        with pytest.raises(NoSuchBet):
            put_off(viewer, ref)
    put_off(viewer, ingrid.public_id)
    put_off(viewer, ingrid.public_id)
    bring_back(viewer, ingrid.public_id)
    bring_back(viewer, ingrid.public_id)
    assert names(best_bets(viewer)) == ["Ingrid"]
    verbs = Entry.objects.filter(verb__startswith="bets.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "bets.put_off",
        "bets.put_off",
        "bets.brought_back",
    ]


def test_whoever_looks_as_somebody_else_puts_nobody_off(nordhavn, dafydd, member):
    ingrid = estate.person(nordhavn, "Ingrid")
    estate.did(ingrid, "form.demo")
    scored()
    with pytest.raises(OnlyLooking):
        put_off(looking(member, dafydd, read_only=True), ingrid.public_id)
