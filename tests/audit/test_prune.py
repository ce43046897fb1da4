"""Retention deletes the oldest events, and the chain goes on from where it left it."""

from datetime import UTC, datetime, timedelta

import pytest

from lorgnette.audit.models import Checkpoint, Detail, Entry
from lorgnette.audit.prune import count_before, prune
from lorgnette.audit.record import Subject, record_many
from lorgnette.audit.seal import seal_pending
from lorgnette.audit.verify import verify
from lorgnette.kernel import clock
from tests.cast.people import HELENE_ACTOR

pytestmark = pytest.mark.django_db

FIRST = datetime(2024, 1, 1, 8, 0, tzinfo=UTC)
SIXTH = FIRST + timedelta(days=5)


@pytest.fixture
def chain():
    """Ten events, one a day."""
    for day in range(10):
        with clock.pretend(FIRST + timedelta(days=day)):
            record_many("access.granted", HELENE_ACTOR, [Subject("member", "m", {"day": day})])
    seal_pending()


def kinds() -> list[tuple[int, str]]:
    return [(fault.seq, fault.kind) for fault in verify().faults]


def test_what_is_old_goes_and_the_chain_still_holds(chain):
    assert count_before(SIXTH) == 5
    pruned = prune(SIXTH)
    assert (pruned.count, pruned.seq, pruned.fault) == (5, 5, None)
    assert Entry.objects.order_by("seq").first().seq == 6
    assert Detail.objects.count() == 5
    verdict = verify()
    assert (verdict.holds, verdict.sealed, verdict.pruned) == (True, 5, 5)


def test_it_goes_on_the_next_day_and_the_chain_with_it(chain):
    prune(SIXTH)
    prune(SIXTH + timedelta(days=2))
    record_many("access.locked", HELENE_ACTOR, [Subject("member", "m")])
    seal_pending()
    verdict = verify()
    assert (verdict.holds, verdict.sealed, verdict.pruned, verdict.seq) == (True, 4, 7, 11)


def test_a_trail_may_go_whole(chain):
    prune(SIXTH + timedelta(days=30))
    assert (Entry.objects.count(), verify().holds) == (0, True)


def test_what_waits_to_be_sealed_stays(chain):
    with clock.pretend(FIRST):
        record_many("access.locked", HELENE_ACTOR, [Subject("member", "m")])
    assert prune(SIXTH + timedelta(days=30)).count == 10
    assert Entry.objects.get().verb == "access.locked"


def test_an_edit_after_it_is_found(chain):
    prune(SIXTH)
    Entry.objects.filter(seq=6).update(verb="access.revoked")
    assert kinds() == [(6, "edited")]


def test_deleting_more_than_it_did_is_found(chain):
    prune(SIXTH)
    Entry.objects.filter(seq__in=[6, 7]).delete()
    assert kinds() == [(6, "missing"), (7, "missing")]


def test_a_checkpoint_moved_without_the_key_is_found(chain):
    prune(SIXTH)
    seventh = Entry.objects.get(seq=7)
    Entry.objects.filter(seq__in=[6, 7]).delete()
    Checkpoint.objects.update(seq=7, hash=seventh.hash)
    assert kinds() == [(7, "forged")]


def test_a_checkpoint_that_is_gone_is_found(chain):
    prune(SIXTH)
    Checkpoint.objects.all().delete()
    assert kinds()[:5] == [(seq, "missing") for seq in range(1, 6)]


def test_an_event_put_back_is_found(chain):
    fifth = Entry.objects.get(seq=5)
    prune(SIXTH)
    fifth.verb = "access.revoked"
    fifth.save(force_insert=True)
    assert (5, "edited") in kinds()


def test_what_was_edited_is_kept_so_that_it_can_be_found(chain):
    Entry.objects.filter(seq=3).update(verb="access.revoked")
    pruned = prune(SIXTH)
    assert (pruned.count, pruned.fault.seq, pruned.fault.kind) == (2, 3, "edited")
    assert prune(SIXTH).count == 0
    assert kinds() == [(3, "edited")]


def test_a_forged_checkpoint_stops_it(chain):
    prune(SIXTH)
    Checkpoint.objects.update(hash="0" * 64)
    assert prune(SIXTH + timedelta(days=2)).fault.kind == "forged"
    assert Entry.objects.count() == 5


def test_it_stops_between_two_chunks_when_told_to(chain, monkeypatch):
    monkeypatch.setattr("lorgnette.audit.prune.CHUNK", 2)
    turns = iter([True, True, False])
    assert prune(SIXTH, lambda: next(turns)).count == 4
    assert verify().holds
