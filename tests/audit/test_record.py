"""An event is recorded with the change it tells of, and only with it."""

from datetime import date

import pytest
from django.db import transaction

from lorgnette.audit import trail
from lorgnette.audit.models import Detail, Entry
from lorgnette.audit.record import Subject, record, record_many
from lorgnette.kernel import clock
from tests.cast.people import AT, HELENE_ACTOR

pytestmark = pytest.mark.django_db


def test_an_event_is_read_back_as_it_was_told():
    with clock.pretend(AT):
        record(
            "access.extended",
            HELENE_ACTOR,
            subject_kind="member",
            subject_ref="dafydd",
            values={"last_day": date(2026, 12, 31)},
            personal={"name": "Dafydd"},
        )
    (event,) = trail.about("member", "dafydd")
    assert (event.at, event.verb, event.actor_kind) == (AT, "access.extended", "administrator")
    assert event.actor_name == "Hélène Dubreuil"
    assert event.values == {"last_day": "2026-12-31"}
    assert event.personal == {"name": "Dafydd"}


def test_the_newest_event_comes_first_and_others_persons_stay_out():
    for verb in ("invitation.invited", "invitation.opened", "invitation.accepted"):
        record(verb, HELENE_ACTOR, subject_kind="member", subject_ref="dafydd")
    record("invitation.invited", HELENE_ACTOR, subject_kind="member", subject_ref="wilhelmina")
    verbs = [event.verb for event in trail.about("member", "dafydd", limit=2)]
    assert verbs == ["invitation.accepted", "invitation.opened"]


def test_a_verb_that_fails_leaves_no_event():
    with transaction.atomic():
        record("access.revoked", HELENE_ACTOR, subject_kind="member", subject_ref="dafydd")
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


def test_a_thousand_events_take_few_statements(django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        record_many(
            "invitation.invited", HELENE_ACTOR, (Subject("member", f"m{n}") for n in range(1000))
        )
    assert Entry.objects.count() == Detail.objects.count() == 1000


def test_an_erased_detail_takes_names_and_addresses_with_it():
    record(
        "user.signed_in",
        HELENE_ACTOR,
        subject_kind="member",
        subject_ref="helene",
        personal={"address": "helene@aubier.example"},
    )
    Detail.objects.all().delete()
    (event,) = trail.about("member", "helene")
    assert (event.actor_name, event.personal, event.verb) == ("", {}, "user.signed_in")
