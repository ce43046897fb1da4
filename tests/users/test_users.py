"""A user is made once for a member; when they were last here is written once a minute."""

from datetime import timedelta

import pytest
from django.db import transaction

from lorgnette.kernel import clock
from lorgnette.users.create import UserExists, create_user
from lorgnette.users.models import User
from lorgnette.users.roles import all_roles
from lorgnette.users.seen import touch
from lorgnette.users.sessions import end_all
from tests.cast.people import AT, HELENE_ACTOR, dafydd, helene, password_hash, wilhelmina

pytestmark = pytest.mark.django_db


def test_a_member_signs_in_under_one_user_alone():
    seller = dafydd()
    with pytest.raises(UserExists) as caught, transaction.atomic():
        create_user(seller.member, password_hash(), "en", actor=HELENE_ACTOR)
    assert caught.value.status == 409
    assert User.objects.count() == 1


def test_ending_sessions_changes_the_hash_that_they_hold_for_this_person_alone():
    seller, other = dafydd(), wilhelmina()
    before = {user.pk: user.get_session_auth_hash() for user in (seller, other)}
    end_all(seller.member.public_id)
    after = {user.pk: user.get_session_auth_hash() for user in User.objects.all()}
    assert before[seller.pk] != after[seller.pk]
    assert before[other.pk] == after[other.pk]


def test_last_seen_is_written_at_most_every_five_minutes(django_assert_num_queries):
    seller = dafydd()
    with clock.pretend(AT):
        touch(seller)
    with clock.pretend(AT + timedelta(seconds=299)), django_assert_num_queries(0):
        touch(seller)
    assert User.objects.get(pk=seller.pk).last_seen_at == AT
    with clock.pretend(AT + timedelta(seconds=300)):
        touch(seller)
    assert User.objects.get(pk=seller.pk).last_seen_at == AT + timedelta(seconds=300)


def test_the_roles_say_how_many_have_them():
    helene()
    dafydd()
    assert {role.code: role.people for role in all_roles(2)} == {
        "administrator": 1,
        "sales_user": 2,
    }
