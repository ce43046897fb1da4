"""T5: one canonical form of an address everywhere; mail goes only to the stored address."""

import pytest

from lorgnette.invitations import accept, draft, send
from lorgnette.invitations.checks import check_people
from lorgnette.mail.models import Message
from lorgnette.users.actors import actor_of
from lorgnette.users.models import Member, User
from tests.cast import invited

pytestmark = pytest.mark.django_db
STORED = "mike.ek@aubier.example"
# CVE-2019-19844: letters that fold to another's on the way to a comparison.
SAME = [
    "MIKE.EK@AUBIER.EXAMPLE",
    "Mike.Ek@aubier.example",
    " mike.ek@aubier.example ",
    "mike.ek@ａｕｂｉｅｒ.example",
    "mike.ek@AUBIER。example",
]
REFUSED = [
    "m\u0131ke.ek@aubier.example",
    "mike.e\u212a@aubier.example",
    "m\u0456ke.ek@aubier.example",
    "ｍike.ek@aubier.example",
    "mike.ek\u200b@aubier.example",
    "mike.ek@aub\u0456er.example",
    "mike.ek@aubier.example\u202e",
    "mike.ek@\u00adaubier.example@aubier.example",
    "mike.ek@aubier.example,mike@evil.example",
    "mike.ek@aubier.example\r\nBcc: mike@evil.example",
    '"mike.ek@aubier.example" <mike@evil.example>',
]
OTHERS = [
    "mike.ek@aubıer.example",
    "mike.ek+lorgnette@aubier.example",
    "mikeek@aubier.example",
    "mike.ek@aubíer.example",
]


@pytest.fixture
def helene():
    invited.aubier()
    user = invited.administrator()
    invited.invite(user, invited.crm_user("Mike", "Ek", STORED))
    accept.accept(
        invited.token(Member.objects.get(address_key=STORED)),
        password_hash=invited.UNUSABLE_HASH,
    )
    return user


def typed(user, address):
    return draft.load(user, invited.drafted_by_email(user, address=address))


@pytest.mark.parametrize("address", SAME)
def test_another_spelling_is_the_same_person(helene, address):
    codes = [refusal.code for refusal in check_people(typed(helene, address))]
    assert codes == ["already_user"]


@pytest.mark.parametrize("address", REFUSED)
def test_a_look_alike_is_refused_beside_the_field(helene, address):
    (refusal,) = check_people(typed(helene, address))
    assert refusal.field == "address"
    assert refusal.code != "already_user"
    with pytest.raises(send.SendRefused):
        send.send(actor_of(helene), invited.drafted_by_email(helene, address=address))
    assert Message.objects.count() == 1


@pytest.mark.parametrize("address", OTHERS)
def test_another_address_is_another_person_and_gets_nothing_of_the_first(helene, address):
    send.send(actor_of(helene), invited.drafted_by_email(helene, address=address))
    message = Message.objects.latest("pk")
    stored = Member.objects.latest("pk")
    assert message.to_address == stored.address
    assert message.to_address.isascii()
    assert stored.address_key != STORED
    user = accept.accept(invited.token(stored), password_hash=invited.UNUSABLE_HASH)
    assert user != User.objects.get(address_key=STORED)


def test_a_person_invited_again_in_another_spelling_is_mailed_at_the_stored_address():
    invited.aubier()
    helene = invited.administrator()
    bo = invited.crm_user("Bo", "Ek", "bo.ek@aubier.example")
    invited.invite(helene, bo)
    accept.decline(invited.token(bo))
    send.send(actor_of(helene), invited.drafted_by_email(helene, address="BO.EK@Aubier.Example"))
    addresses = set(Message.objects.values_list("to_address", flat=True))
    assert addresses == {"bo.ek@aubier.example"}
    assert Member.objects.filter(address_key="bo.ek@aubier.example").count() == 1


@pytest.mark.parametrize("address", [*SAME, *OTHERS])
def test_crm_rows_are_compared_by_the_same_form(helene, address):
    """A CRM user whose address was stored by its canonical form meets the member, or does not."""
    row = invited.crm_user("Mike", "Twin", address.strip())
    (candidate,) = draft.candidates.chosen([row.public_id])
    assert (candidate.member_ref != "") == (address in SAME)
