"""Many at once: one member an address, one use of a link, one seal an event, one holder a lease."""

from functools import partial

import pytest
from django.conf import settings

from lorgnette.audit.models import Entry
from lorgnette.audit.record import record
from lorgnette.audit.seal import seal_pending
from lorgnette.audit.verify import verify
from lorgnette.kernel.addresses import parse_address
from lorgnette.mail.models import Message
from lorgnette.mail.outbox import sealer
from lorgnette.users import join_administrators
from lorgnette.users.actors import actor_of
from lorgnette.users.administering import administering
from lorgnette.users.administrators import create
from lorgnette.users.create import create_user
from lorgnette.users.invite_administrator import invite
from lorgnette.users.members import NewMember, ensure_many
from lorgnette.users.models import Member, User
from lorgnette.users.one_time import use_link
from lorgnette.users.remove_administrator import remove
from lorgnette.workspace.leases import hold
from tests.cast.people import HELENE_ACTOR, PASSWORD, helene, member, password_hash, user
from tests.trust.races import at_once, shared_database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _shared(tmp_path, transactional_db):
    with shared_database(tmp_path):
        yield


def test_the_same_people_ensured_at_once_in_different_orders_are_made_once():
    people = [
        NewMember(parse_address(f"seller{n}@aubier.example"), "Seller", str(n), "en")
        for n in range(50)
    ]
    orders = [people[n:] + people[:n] for n in range(0, 48, 6)]
    assert at_once([partial(ensure_many, order) for order in orders]) == {"done": 8}
    assert Member.objects.count() == 50


def test_a_member_becomes_a_user_once():
    person = member("Dafydd", "Prys-Howell")
    told = at_once([partial(create_user, person, "!", "en", actor=HELENE_ACTOR)] * 8)
    assert told == {"done": 1, "user_exists": 7}
    assert User.objects.count() == 1


def test_a_one_time_link_is_used_once():
    path = create(parse_address("h@aubier.example"), "H", "D", "en", HELENE_ACTOR).url_path
    token = path.strip("/").rpartition("/")[2]
    told = at_once([partial(use_link, token, PASSWORD)] * 8)
    assert told == {"done": 1, "one_time_link_used": 7}


def test_of_administrators_who_remove_each_other_at_once_one_stays():
    for number in range(5):
        people = [user(f"Admin{n}", f"Vidal{number}", administrator=True) for n in range(4)]
        refs = [person.member.public_id for person in people]
        removals = [
            partial(remove, refs[(n + 1) % 4], actor_of(person)) for n, person in enumerate(people)
        ]
        told = at_once(removals * 2)
        assert administering().count() >= 1
        assert set(told) <= {
            "done",
            "last_administrator",
            "not_an_administrator",
            "no_such_administrator",
        }
        administering().update(is_administrator=False)


def test_two_who_remove_each_other_leave_one():
    for number in range(10):
        one, other = (user(f"Both{n}", f"Vidal{number}", administrator=True) for n in range(2))
        removals = [
            partial(remove, other.member.public_id, actor_of(one)),
            partial(remove, one.member.public_id, actor_of(other)),
        ]
        told = at_once(removals)
        assert told == {"done": 1, "not_an_administrator": 1}
        assert administering().count() == 1
        administering().update(is_administrator=False)


def test_an_invitation_to_administer_is_accepted_once():
    address = parse_address("ana.lindqvist@aubier.example")
    invite(address, "Ana", "Lindqvist", "Sales operations.", actor_of(helene()))
    message = Message.objects.get(kind="administrator_invitation")
    assert message.sealed is not None
    token = sealer().open(bytes(message.sealed)).removeprefix(f"{settings.BASE_URL}/a/")
    accepting = partial(join_administrators.accept, token, password_hash=password_hash())
    assert at_once([accepting] * 8) == {"done": 1, "join_link_used": 7}
    assert administering().count() == 2


def test_events_recorded_and_sealed_at_once_make_one_chain():
    recording = partial(record, "user.signed_in", HELENE_ACTOR, subject_kind="m", subject_ref="x")
    assert at_once([recording, seal_pending] * 8) == {"done": 16}
    seal_pending()
    verdict = verify()
    assert (verdict.holds, verdict.sealed, verdict.waiting) == (True, 8, 0)
    assert Entry.objects.count() == 8


def test_a_lease_has_one_holder():
    held: list[bool] = []
    holders = [lambda n=n: held.append(hold("seal", f"worker {n}", 30)) for n in range(8)]
    assert at_once(holders) == {"done": 8}
    assert sorted(held) == [False] * 7 + [True]
