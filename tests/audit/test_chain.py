"""Events are chained soon after, once, and the walk along the chain says where it does not hold."""

import json

import pytest
from click.testing import CliRunner

from lorgnette.audit.models import Detail, Entry, Head
from lorgnette.audit.record import Subject, record_many
from lorgnette.audit.seal import seal_pending
from lorgnette.audit.verify import Fault, verify
from lorgnette.cli.audit import audit
from tests.cast.people import HELENE_ACTOR

pytestmark = pytest.mark.django_db


def happened(count: int) -> None:
    subjects = [Subject("member", f"m{n}", {"n": n}, {"name": f"Person {n}"}) for n in range(count)]
    record_many("access.granted", HELENE_ACTOR, subjects)


@pytest.fixture
def chain():
    happened(5)
    seal_pending()


def kinds() -> list[tuple[int, str]]:
    return [(fault.seq, fault.kind) for fault in verify().faults]


def test_what_is_recorded_waits_until_it_is_sealed_in_its_order():
    happened(5)
    assert (verify().sealed, verify().waiting) == (0, 5)
    assert seal_pending(limit=3) == 3
    assert seal_pending() == 2
    assert seal_pending() == 0
    entries = Entry.objects.order_by("id").values_list("seq", flat=True)
    assert list(entries) == [1, 2, 3, 4, 5]
    assert verify().holds


def test_a_later_batch_goes_on_where_the_chain_ended(chain):
    happened(2)
    seal_pending()
    verdict = verify()
    assert (verdict.holds, verdict.sealed, verdict.waiting) == (True, 7, 0)


def test_an_edited_event_is_named(chain):
    Entry.objects.filter(seq=3).update(verb="access.revoked")
    ref = Entry.objects.get(seq=3).public_id
    assert verify().faults == (Fault(3, "edited", ref),)


def test_a_deleted_event_is_missed(chain):
    Entry.objects.filter(seq=2).delete()
    assert kinds() == [(2, "missing")]


def test_events_deleted_at_the_end_are_missed_too(chain):
    Entry.objects.filter(seq__gte=4).delete()
    assert kinds() == [(5, "cut")]


def test_a_trail_deleted_whole_is_missed(chain):
    Entry.objects.all().delete()
    assert kinds() == [(5, "cut")]


def test_two_events_that_changed_places_are_both_named(chain):
    Entry.objects.filter(seq=2).update(seq=99)
    Entry.objects.filter(seq=4).update(seq=2)
    Entry.objects.filter(seq=99).update(seq=4)
    assert {(2, "edited"), (4, "edited")} <= set(kinds())


def test_a_chain_computed_anew_without_the_key_shows(chain):
    Entry.objects.filter(seq=5).update(verb="access.locked", seq=None, hash="")
    fourth = Entry.objects.get(seq=4)
    Head.objects.update(seq=4, hash=fourth.hash)
    assert kinds() == [(4, "cut")]


def test_an_edited_detail_is_named_and_an_erased_one_is_counted(chain):
    Detail.objects.filter(entry__seq=1).update(personal={"about": {"name": "Somebody else"}})
    Detail.objects.filter(entry__seq=2).delete()
    assert kinds() == [(1, "detail_edited")]
    assert verify().erased == 1


def test_the_key_that_sealed_may_have_been_rotated(chain, settings):
    settings.SEALING_SECRETS = [
        "a-newer-key-0123456789abcdef-0123456789",
        *settings.SEALING_SECRETS,
    ]
    assert verify().holds
    settings.SEALING_SECRETS = ["a-newer-key-0123456789abcdef-0123456789"]
    assert kinds() == [(5, "cut")]


def test_the_console_answers_by_its_exit_code(chain):
    held = CliRunner().invoke(audit, ["verify", "--json"])
    assert held.exit_code == 0
    assert json.loads(held.stdout) | {"faults": []} == {
        "holds": True,
        "sealed": 5,
        "waiting": 0,
        "erased": 0,
        "pruned": 0,
        "seq": 5,
        "faults": [],
    }
    Entry.objects.filter(seq=2).delete()
    broken = CliRunner().invoke(audit, ["verify"])
    assert broken.exit_code == 1
    assert "2: the event is gone" in broken.stdout
    assert "The chain does not hold." in broken.stdout


def test_a_gap_as_wide_as_can_be_does_not_keep_the_walk_for_ever(chain):
    Entry.objects.filter(seq=5).update(seq=2**62)
    assert {kind for _seq, kind in kinds()} == {"missing", "cut"}


def test_events_sealed_during_the_walk_are_walked_too(chain, monkeypatch):
    def sealed_meanwhile() -> Head | None:
        if Entry.objects.count() == 5:
            happened(2)
            seal_pending()
        return Head.objects.first()

    monkeypatch.setattr("lorgnette.audit.verify._head", sealed_meanwhile)
    verdict = verify()
    assert (verdict.holds, verdict.sealed) == (True, 7)
