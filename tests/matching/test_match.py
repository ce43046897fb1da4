"""People find their accounts by the worker's own doing, dated, once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lorgnette.accounts import memberships, unmatched
from lorgnette.accounts.memberships import EVER
from lorgnette.accounts.models import Account, Membership, Unmatched
from lorgnette.activities.models import Activity, EventGroup, EventSource, GroupMember
from lorgnette.directory.models import Source
from lorgnette.matching.match import match, match_pending
from lorgnette.matching.models import Candidate, Decision
from tests.matching.cast import (
    JUNE,
    MARCH,
    SEPTEMBER,
    account,
    home,
    moves,
    person,
    work,
)

pytestmark = pytest.mark.django_db


def did(who, at):
    return Activity.objects.create(person=who, type="web.visit", at=at, weight=1, follows=True)


def where(activity):
    activity.refresh_from_db()
    return activity.account


def test_an_exact_domain_attaches_since_ever():
    nordhavn = account("Nordhavn", "www.nordhavn.example")
    ingrid = person("ingrid@nordhavn.example")
    work()
    stay = Membership.objects.get(person=ingrid)
    assert (stay.account, stay.since, stay.until) == (nordhavn, EVER, None)
    assert stay.rule == "exact_domain"


def test_a_branch_s_domain_attaches_by_what_was_registered():
    nordhavn = account("Nordhavn", "nordhavn.co.uk")
    ingrid = person("ingrid@mail.nordhavn.co.uk")
    work()
    assert home(ingrid) == nordhavn
    assert Decision.objects.get(person=ingrid).rule == "registrable_domain"


def test_a_name_alone_waits_for_somebody():
    nordhavn = account("Nordhavn A/S")
    ingrid = person("ingrid@gmail.com", company="Nordhavn")
    work()
    assert home(ingrid) is None
    waiting = Candidate.objects.get(person=ingrid)
    assert (waiting.account, waiting.rule, waiting.reason) == (nordhavn, "name", "name_only")


def test_two_accounts_with_one_domain_wait_for_somebody():
    one, other = account("Nordhavn", "nordhavn.example"), account("Sydhavn", "nordhavn.example")
    ingrid = person("ingrid@nordhavn.example")
    work()
    assert home(ingrid) is None
    assert {c.account for c in Candidate.objects.filter(person=ingrid)} == {one, other}


def test_whoever_moves_leaves_what_they_did_at_the_old_account():
    nordhavn, sydhavn = account("Nordhavn", "nord.example"), account("Sydhavn", "syd.example")
    ingrid = person("ingrid@nord.example")
    before, after = did(ingrid, MARCH), did(ingrid, SEPTEMBER)
    work()
    assert where(after) == nordhavn
    moves(ingrid, "ingrid@syd.example", JUNE)
    work()
    assert (where(before), where(after)) == (nordhavn, sydhavn)
    assert home(ingrid) == sydhavn


def test_an_account_that_comes_later_gets_who_was_waiting_with_their_past():
    ingrid = person("ingrid@nord.example")
    visit = did(ingrid, MARCH)
    work()
    assert (home(ingrid), where(visit)) == (None, None)
    nordhavn = account("Nordhavn", "nord.example")
    work()
    assert (home(ingrid), where(visit)) == (nordhavn, nordhavn)


def test_an_account_that_comes_later_gets_the_past_of_who_has_left_it():
    ingrid = person("ingrid@nord.example")
    visit = did(ingrid, MARCH)
    work()
    moves(ingrid, "ingrid@gmail.com", JUNE)
    work()
    nordhavn = account("Nordhavn", "nord.example")
    work()
    assert (home(ingrid), where(visit)) == (None, nordhavn)


def test_an_account_that_is_gone_keeps_nobody():
    nordhavn = account("Nordhavn", "nord.example")
    ingrid = person("ingrid@nord.example")
    work()
    Account.objects.update(gone_at=JUNE)
    unmatched.mark_accounts([nordhavn.pk])
    work()
    assert home(ingrid) is None


def test_matching_again_writes_nothing():
    account("Nordhavn", "nord.example")
    account("Sydhavn AS")
    people = [person("ingrid@nord.example"), person("per@gmail.com", company="Sydhavn")]
    work()
    rows = [list(t.objects.order_by("pk").values()) for t in (Membership, Decision, Candidate)]
    assert match([p.pk for p in people]) == 0
    assert rows == [
        list(t.objects.order_by("pk").values()) for t in (Membership, Decision, Candidate)
    ]


def test_what_the_crm_links_is_its_own():
    nordhavn, sydhavn = account("Nordhavn", "nord.example"), account("Sydhavn", "syd.example")
    ingrid = person("ingrid@nord.example")
    work()
    memberships.place({ingrid.pk: sydhavn.pk}, JUNE)
    work()
    stays = memberships.stays_of([ingrid.pk])[ingrid.pk]
    assert [(s.account_id, s.since, s.until, s.rule) for s in stays] == [
        (nordhavn.pk, EVER, JUNE, "exact_domain"),
        (sydhavn.pk, JUNE, None, "crm"),
    ]
    memberships.place({ingrid.pk: None}, SEPTEMBER)
    work()
    assert home(ingrid) == nordhavn


def test_a_sync_that_knows_no_account_ends_nothing_that_was_matched():
    nordhavn = account("Nordhavn", "nord.example")
    ingrid = person("ingrid@nord.example")
    work()
    memberships.place({ingrid.pk: None}, JUNE)
    assert home(ingrid) == nordhavn
    assert not Unmatched.objects.exists()


def test_the_mark_dates_a_move_however_long_the_worker_was_dead():
    account("Nordhavn", "nord.example"), account("Sydhavn", "syd.example")
    ingrid = person("ingrid@nord.example")
    work()
    moves(ingrid, "ingrid@syd.example", SEPTEMBER - timedelta(days=1))
    work()
    assert Membership.objects.get(person=ingrid, until=None).since == SEPTEMBER - timedelta(days=1)


def test_two_hundred_people_take_as_many_statements_as_twenty(django_assert_num_queries):
    for n in range(30):
        account(f"Nordhavn {n}", f"nord{n}.example")
    hosts = [f"nord{n % 30}.example" if n % 3 else "gmail.com" for n in range(200)]
    people = [person(f"p{n}@{host}", company="Nordhavn 7") for n, host in enumerate(hosts)]
    work()
    ids = [one.pk for one in people]
    with CaptureQueriesContext(connection) as few:
        match(ids[:20])
    with django_assert_num_queries(len(few)):
        match(ids)


def test_the_company_that_events_tell_is_asked_about():
    nordhavn = account("Nordhavn A/S", "nord.example")
    ingrid = person("ingrid@gmail.com")
    source = EventSource.objects.create(
        source=Source.objects.create(kind="events", name="Site", location="1", created_at=MARCH),
        back_days=1,
        anonymous_days=1,
        dead_days=1,
    )
    group = EventGroup.objects.create(
        source=source, external_id="g-1", domain="nordhavn.example", told_at=MARCH
    )
    GroupMember.objects.create(person=ingrid, group=group, at=MARCH)
    work()
    assert home(ingrid) is None
    assert Candidate.objects.get(person=ingrid).account == nordhavn


def test_a_new_account_has_only_those_matched_again_whom_it_could_concern():
    hers, theirs = person("ingrid@nord.example"), person("per@syd.example")
    named = person("ana@gmail.com", company="Nord AS")
    work()
    account("Nord", "nord.example")
    match_pending()
    assert set(Unmatched.objects.values_list("person", flat=True)) == {hers.pk, named.pk}
    assert theirs.pk not in {hers.pk, named.pk}
