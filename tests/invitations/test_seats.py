"""Seats through the main job: Send writes nothing without them, and each step says so before."""

import pytest

from lorgnette.access import seats
from lorgnette.access.models import SeatReservation
from lorgnette.invitations import accept, amend, send
from lorgnette.invitations.models import Batch, Invitation
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from lorgnette.users.actors import actor_of
from lorgnette.users.models import Member
from lorgnette.workspace.models import Workspace
from tests.cast import invited, people

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/users-roles/sales-users/"


@pytest.fixture(autouse=True)
def _monday():
    invited.aubier()
    with clock.pretend(invited.MONDAY):
        yield


@pytest.fixture
def helene():
    return invited.administrator()


@pytest.fixture
def cast():
    return invited.sellers()


def limit(count: int | None) -> None:
    Workspace.objects.update(seat_limit=count)


def test_too_few_seats_write_nothing(helene, cast):
    limit(1)
    ref, before = invited.drafted(helene, cast.ana, cast.bo), Member.objects.count()
    with pytest.raises(send.SendRefused) as refused:
        send.send(actor_of(helene), ref)
    (few,) = refused.value.refusals
    assert few.values == {"wanted": 2, "left": 1}
    assert Member.objects.count() == before
    assert [model.objects.count() for model in (Batch, Invitation, Message)] == [0, 0, 0]
    limit(2)
    send.send(actor_of(helene), ref)
    assert seats.standing().left == 0


def test_a_resend_keeps_the_seat_and_a_revocation_gives_it_back(helene, cast):
    limit(1)
    invited.invite(helene, cast.ana)
    amend.resend(invited.member_ref(cast.ana), actor_of(helene))
    assert seats.standing().pending == 1
    amend.revoke(invited.member_ref(cast.ana), actor_of(helene))
    assert seats.standing().left == 1


def test_declining_gives_it_back_and_accepting_keeps_it(helene, cast):
    limit(2)
    invited.invite(helene, cast.ana, cast.bo)
    accept.decline(invited.token(cast.ana))
    accept.accept(invited.token(cast.bo), password_hash=invited.UNUSABLE_HASH)
    now = seats.standing()
    assert (now.active, now.pending) == (1, 0)


def test_an_invitation_without_a_seat_is_not_accepted_where_none_is_left(helene, cast):
    """It was sent by a version that knew no seats."""
    invited.invite(helene, cast.ana, cast.bo)
    SeatReservation.objects.all().delete()
    limit(1)
    accept.accept(invited.token(cast.ana), password_hash=invited.UNUSABLE_HASH)
    with pytest.raises(seats.NoSeatLeft):
        accept.accept(invited.token(cast.bo), password_hash=invited.UNUSABLE_HASH)
    assert invited.current(cast.bo).accepted_at is None


def test_the_list_says_how_many_are_taken_where_there_is_a_limit(client, helene, cast):
    invited.invite(helene, cast.ana, cast.bo)
    browser = people.signed_in(client, helene)
    assert "seats are taken" not in browser.get(PEOPLE).text
    limit(50)
    assert "2 of 50 seats are taken, 2 pending" in browser.get(PEOPLE).text
    limit(2)
    assert "No seat is left." in browser.get(PEOPLE).text


def test_the_wizard_says_so_before_send(client, helene, cast):
    ref = invited.drafted(helene, cast.ana, cast.bo)
    browser = people.signed_in(client, helene)
    limit(1)
    for step in ("permissions", "message"):
        shown = browser.get(f"/admin/invite/{ref}/{step}/").text
        assert "You invite 2 people; seats left: 1. Nothing would be sent." in shown
    answer = browser.post(f"/admin/invite/{ref}/send/")
    assert answer.status_code == 422
    assert "There are too few seats: 2 needed, 1 left." in answer.text
