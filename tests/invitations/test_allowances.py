"""Nobody sends more in a day than the company allows, and nobody is written to more often."""

from datetime import timedelta

import pytest

from lorgnette.invitations import amend, progress
from lorgnette.invitations.allowances import InviterSpent
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.reasons import AddressSpent
from lorgnette.invitations.send import SendRefused
from lorgnette.kernel import clock
from lorgnette.users.actors import actor_of
from lorgnette.workspace.models import Workspace
from tests.cast import invited
from tests.cast.invited import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def helene():
    invited.aubier()
    return invited.administrator()


def test_one_inviter_sends_so_many_a_day_and_then_nothing_is_written(helene):
    Workspace.objects.update(inviter_daily=2)
    cast = invited.sellers()
    with clock.pretend(MONDAY):
        invited.invite(helene, cast.dafydd)
        with pytest.raises(SendRefused) as refused:
            invited.invite(helene, cast.ana, cast.bo)
    (spent,) = refused.value.refusals
    assert isinstance(spent, InviterSpent)
    assert spent.values == {"limit": 2, "sent": 1, "wanted": 2}
    assert Invitation.objects.count() == 1
    with clock.pretend(MONDAY + timedelta(days=1, seconds=1)):
        invited.invite(helene, cast.ana, cast.bo)


def test_a_resend_counts_as_the_inviters_too(helene):
    Workspace.objects.update(inviter_daily=1)
    cast = invited.sellers()
    invited.invite(helene, cast.dafydd)
    with pytest.raises(InviterSpent):
        amend.resend(invited.member_ref(cast.dafydd), actor_of(helene))


def test_one_address_gets_so_many_a_day(helene):
    Workspace.objects.update(address_daily=2)
    cast = invited.sellers()
    with clock.pretend(MONDAY):
        invited.invite(helene, cast.dafydd)
    with clock.pretend(MONDAY + timedelta(hours=2)):
        amend.resend(invited.member_ref(cast.dafydd), actor_of(helene))
    with clock.pretend(MONDAY + timedelta(hours=4)), pytest.raises(AddressSpent):
        amend.resend(invited.member_ref(cast.dafydd), actor_of(helene))
    with clock.pretend(MONDAY + timedelta(hours=25)):
        amend.resend(invited.member_ref(cast.dafydd), actor_of(helene))


def test_whoever_was_written_to_too_often_is_skipped_and_reported(helene):
    Workspace.objects.update(address_daily=1)
    cast = invited.sellers()
    with clock.pretend(MONDAY):
        invited.invite(helene, cast.dafydd)
        amend.revoke(invited.member_ref(cast.dafydd), actor_of(helene))
        batch = invited.invite(helene, cast.dafydd, cast.ana)
    (skipped,) = progress.batch(batch).skipped
    assert (skipped.name, skipped.reason.code) == ("Dafydd Prys-Howell", "address_spent")
