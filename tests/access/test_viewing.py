"""An administrator looks as somebody else: for half an hour, in one session, on the record."""

from datetime import timedelta

import pytest

from lorgnette.access import viewing
from lorgnette.access.models import Viewing
from lorgnette.audit.models import Entry
from lorgnette.directory.models import CrmUser, Source
from lorgnette.kernel import clock
from lorgnette.users.models import User
from lorgnette.users.sessions import end_all
from tests.cast.people import AT, HELENE_ACTOR, dafydd, helene, wilhelmina

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with clock.pretend(AT):
        yield


def crm_user(name, key=""):
    source, _made = Source.objects.get_or_create(
        kind="csv_folder", name="CRM", location="crm", defaults={"created_at": AT}
    )
    return CrmUser.objects.create(source=source, external_id=name, name=name, address_key=key)


def trail():
    """What was recorded of viewing, oldest first."""
    rows = Entry.objects.filter(verb__startswith="access.view_").order_by("id")
    return [(row.verb, row.subject_ref, row.values.get("how")) for row in rows]


def begun(user, member, session="one"):
    return viewing.begin_as_member(user, session, member.public_id, HELENE_ACTOR)


def test_it_lasts_half_an_hour_and_no_second_more():
    admin, seller = helene(), dafydd().member
    found = begun(admin, seller)
    assert (found.name, found.ends_at) == (seller.name, AT + timedelta(minutes=30))
    with clock.pretend(AT + timedelta(minutes=30, seconds=-1)):
        assert viewing.current(found.ref, admin, "one") == found
    with clock.pretend(AT + timedelta(minutes=30)):
        assert viewing.current(found.ref, admin, "one") is None


def test_it_is_of_this_session_and_of_nobody_else_s():
    admin, other, seller = helene(), wilhelmina(), dafydd().member
    found = begun(admin, seller)
    assert viewing.current(found.ref, admin, "two") is None
    assert viewing.current(found.ref, other, "one") is None
    other.is_administrator = True
    assert viewing.current(found.ref, other, "one") is None


def test_who_no_longer_administers_no_longer_views():
    admin, seller = helene(), dafydd().member
    found = begun(admin, seller)
    User.objects.filter(pk=admin.pk).update(is_administrator=False)
    assert viewing.current(found.ref, User.objects.get(pk=admin.pk), "one") is None


def test_it_is_over_when_the_administrator_s_sessions_are_ended():
    admin, seller = helene(), dafydd().member
    found = begun(admin, seller)
    end_all(admin.member.public_id)
    admin.refresh_from_db()
    assert viewing.current(found.ref, admin, "one") is None


def test_begin_and_end_are_recorded_with_whom_and_how():
    admin, first, second = helene(), dafydd().member, wilhelmina().member
    begun(admin, first)
    begun(admin, second)
    viewing.end("one", HELENE_ACTOR, viewing.STOPPED)
    viewing.end("one", HELENE_ACTOR, viewing.STOPPED)
    assert trail() == [
        ("access.view_begun", first.public_id, None),
        ("access.view_ended", first.public_id, "replaced"),
        ("access.view_begun", second.public_id, None),
        ("access.view_ended", second.public_id, "stopped"),
    ]


def test_the_end_of_its_time_is_recorded_once_with_the_minute_it_was():
    admin, seller = helene(), dafydd().member
    found = begun(admin, seller)
    assert viewing.end_due() == 0
    with clock.pretend(AT + timedelta(hours=3)):
        assert viewing.end_due() == 1
        assert viewing.end_due() == 0
    row = Viewing.objects.get(public_id=found.ref)
    assert (row.ended_at, row.how) == (AT + viewing.LASTS, "expired")
    assert trail()[-1] == ("access.view_ended", seller.public_id, "expired")


def test_two_sessions_of_one_administrator_view_apart():
    admin, seller = helene(), dafydd().member
    one, two = begun(admin, seller), begun(admin, seller, "two")
    viewing.end("one", HELENE_ACTOR, viewing.STOPPED)
    assert viewing.current(one.ref, admin, "one") is None
    assert viewing.current(two.ref, admin, "two") == two


def test_a_crm_user_who_is_a_member_is_viewed_as_that_member():
    admin, seller = helene(), dafydd().member
    theirs = crm_user("Dafydd", seller.address_key)
    found = viewing.begin_as_crm_user(admin, "one", theirs.public_id, HELENE_ACTOR)
    assert (found.member_id, found.crm_user_id) == (seller.pk, None)
    nobody = crm_user("Ana")
    found = viewing.begin_as_crm_user(admin, "one", nobody.public_id, HELENE_ACTOR)
    assert (found.member_ref, found.crm_user_id, found.name) == ("", nobody.pk, "Ana")
    assert trail()[-1] == ("access.view_begun", nobody.public_id, None)


def test_whom_nobody_knows_or_who_is_gone_cannot_be_viewed_as():
    admin, gone = helene(), crm_user("Old Tom")
    CrmUser.objects.update(gone_at=AT)
    with pytest.raises(viewing.NobodyToViewAs):
        viewing.begin_as_member(admin, "one", "nobody", HELENE_ACTOR)
    with pytest.raises(viewing.NobodyToViewAs):
        viewing.begin_as_crm_user(admin, "one", gone.public_id, HELENE_ACTOR)
    assert trail() == []
