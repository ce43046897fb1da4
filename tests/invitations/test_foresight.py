"""What somebody would see: by their access, by the offer that waits, or uninvited."""

import pytest

from lorgnette.access import grants
from lorgnette.access.models import ALL, CHOSEN, OWN
from lorgnette.access.policy import AccessLocked, AccessRevoked, viewer_for
from lorgnette.access.viewing import Looking
from lorgnette.invitations import accept, amend
from lorgnette.invitations.foresight import would_see
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.users.models import Member, User
from tests.cast import invited, people
from tests.cast.people import HELENE_ACTOR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with clock.pretend(invited.MONDAY):
        yield


@pytest.fixture
def helene():
    invited.aubier()
    return people.helene()


def as_(person):
    """Looking as the member of this CRM user."""
    member = Member.objects.get(public_id=invited.member_ref(person))
    return Looking("r", member.name, member.public_id, member.pk, None, invited.MONDAY)


def seen(person):
    viewer = would_see(as_(person), HELENE_ACTOR)
    assert viewer.read_only
    assert viewer.actor == HELENE_ACTOR
    return viewer


def accepted(person):
    accept.accept(invited.token(person), password_hash=people.password_hash())


def test_an_access_is_seen_as_the_person_sees_it(helene):
    cast = invited.sellers()
    invited.invite(helene, cast.dafydd)
    accepted(cast.dafydd)
    theirs = viewer_for(User.objects.get(member__public_id=invited.member_ref(cast.dafydd)))
    shown = seen(cast.dafydd)
    assert shown.crm_user_ids == theirs.crm_user_ids == {cast.dafydd.pk}
    assert (shown.scope, shown.last_day, shown.zone) == (theirs.scope, theirs.last_day, theirs.zone)
    assert (shown.member_ref, shown.language) == (theirs.member_ref, theirs.language)


@pytest.mark.parametrize("scope", [OWN, ALL, CHOSEN])
def test_an_offer_is_seen_as_it_will_be(helene, scope):
    cast = invited.sellers()
    invited.invite(helene, cast.dafydd, scope=ALL if scope == ALL else OWN)
    if scope == CHOSEN:
        Invitation.objects.update(scope=CHOSEN, chosen=cast.ana)
    before = seen(cast.dafydd)
    accepted(cast.dafydd)
    after = seen(cast.dafydd)
    assert before.crm_user_ids == after.crm_user_ids
    assert before.scope == after.scope == scope


def test_the_reasons_to_see_nothing_are_theirs_too(helene):
    cast = invited.sellers()
    invited.invite(helene, cast.dafydd)
    accepted(cast.dafydd)
    ref = invited.member_ref(cast.dafydd)
    grants.lock(ref, "On leave", HELENE_ACTOR)
    with pytest.raises(AccessLocked):
        seen(cast.dafydd)
    amend.revoke(ref, HELENE_ACTOR)
    with pytest.raises(AccessRevoked):
        seen(cast.dafydd)
    invited.invite(helene, cast.dafydd, scope=ALL)
    assert seen(cast.dafydd).crm_user_ids is None


def test_a_crm_user_whom_nobody_invited_sees_their_own(helene):
    cast = invited.sellers()
    looking = Looking("r", "Ana", "", None, cast.ana.pk, invited.MONDAY)
    shown = would_see(looking, HELENE_ACTOR)
    assert (shown.crm_user_ids, shown.scope, shown.member_ref) == ({cast.ana.pk}, OWN, "")
    assert shown.read_only


def test_without_an_address_nobody_else_s_without_one_are_seen(helene):
    cast = invited.sellers()
    type(cast.ana).objects.update(address="", address_key="")
    looking = Looking("r", "Ana", "", None, cast.ana.pk, invited.MONDAY)
    assert would_see(looking, HELENE_ACTOR).crm_user_ids == {cast.ana.pk}


def test_an_administrator_is_seen_with_all_they_see(helene):
    member = helene.member
    looking = Looking("r", member.name, member.public_id, member.pk, None, invited.MONDAY)
    shown = would_see(looking, HELENE_ACTOR)
    assert (shown.crm_user_ids, shown.read_only) == (None, True)
