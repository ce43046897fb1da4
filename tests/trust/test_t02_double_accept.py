"""T2: of many who accept one link at once exactly one does; two Sends or invitations make one."""

from functools import partial

import pytest

from lorgnette.access.models import Grant
from lorgnette.audit.models import Entry
from lorgnette.invitations import accept, amend, progress, send
from lorgnette.invitations.models import Batch, Invitation
from lorgnette.mail.models import Message
from lorgnette.users.actors import actor_of
from lorgnette.users.models import Member, User
from tests.cast import invited
from tests.trust.races import LONG, at_once, shared_database

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 50
ROUNDS = 100 if LONG else 3


@pytest.fixture(autouse=True)
def _shared(tmp_path, transactional_db):
    with shared_database(tmp_path):
        invited.aubier()
        yield


def test_fifty_accept_one_link_at_once():
    helene = invited.administrator()
    for number in range(ROUNDS):
        person = invited.crm_user("Kim", f"Number {number}")
        invited.invite(helene, person)
        accepting = partial(
            accept.accept, invited.token(person), password_hash=invited.UNUSABLE_HASH
        )
        told = at_once([accepting] * AT_ONCE)
        assert told == {"done": 1, "link_used": AT_ONCE - 1}
    assert (Grant.objects.count(), User.objects.count()) == (ROUNDS, ROUNDS + 1)
    assert Entry.objects.filter(verb="invitation.accepted").count() == ROUNDS


def test_accepting_declining_and_revoking_at_once_gives_one_answer():
    helene = invited.administrator()
    for number in range(ROUNDS):
        person = invited.crm_user("Kim", f"Number {number}")
        invited.invite(helene, person)
        token, ref = invited.token(person), invited.member_ref(person)
        accepting = partial(accept.accept, token, password_hash=invited.UNUSABLE_HASH)
        revoking = partial(amend.revoke, ref, actor_of(helene))
        told = at_once([accepting, partial(accept.decline, token), revoking] * 5)
        row = invited.current(person)
        answers = [row.accepted_at, row.declined_at, row.revoked_at]
        assert sum(at is not None for at in answers) == 1
        revoked = Entry.objects.filter(subject_ref=ref, verb="access.revoked").count()
        open_grants = Grant.objects.filter(member__public_id=ref, revoked_at=None).count()
        # An access given is either still there, or was taken back by the next in line.
        assert open_grants + revoked == (row.accepted_at is not None)
        assert told["done"] == 1 + revoked
        assert set(told) <= {
            "done",
            "link_used",
            "link_declined",
            "link_revoked",
            "nothing_to_revoke",
        }


def test_send_pressed_at_once_sends_once():
    helene = invited.administrator()
    people = [invited.crm_user("Kim", f"Number {number}") for number in range(5)]
    sending = partial(send.send, actor_of(helene), invited.drafted(helene, *people))
    assert at_once([sending] * 10) == {"done": 10}
    assert (Batch.objects.count(), Message.objects.count()) == (1, 5)


def test_administrators_who_invite_the_same_people_at_once_make_one_invitation_each():
    """Each has somebody of her own, whom the race with the others does not lose."""
    everybody = [invited.crm_user("Kim", f"Number {number}") for number in range(10)]
    sends = []
    for number, name in enumerate(("Ada", "Mona", "Noor", "Olga")):
        user = invited.administrator(name, "Vidal")
        own = invited.crm_user("Own", f"Person {number}")
        shuffled = everybody[number:] + everybody[:number]
        ref = invited.drafted(user, own, *shuffled)
        sends.append(partial(send.send, actor_of(user), ref))
    assert at_once(sends) == {"done": 4}
    assert Invitation.objects.count() == Message.objects.count() == 14
    assert Member.objects.filter(first_name__in=("Kim", "Own")).count() == 14
    batches = [progress.batch(ref) for ref in Batch.objects.values_list("public_id", flat=True)]
    assert sum(batch.total for batch in batches) == 14
    assert all(batch.total + len(batch.skipped) == 11 for batch in batches)
    reasons = {skipped.reason.code for batch in batches for skipped in batch.skipped}
    assert reasons == {"already_invited"}


def test_resending_and_accepting_the_old_link_at_once():
    """Either the old link was first and there is nothing to resend, or it is dead."""
    helene = invited.administrator()
    for number in range(ROUNDS):
        person = invited.crm_user("Kim", f"Number {number}")
        invited.invite(helene, person)
        token, ref = invited.token(person), invited.member_ref(person)
        accepting = partial(accept.accept, token, password_hash=invited.UNUSABLE_HASH)
        told = at_once([accepting, partial(amend.resend, ref, actor_of(helene))])
        assert told in (
            {"done": 1, "nothing_pending": 1},
            {"done": 1, "link_superseded": 1},
        )
