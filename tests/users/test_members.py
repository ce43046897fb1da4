"""One person, one record: whoever has the same canonical address is the same member."""

import pytest

from lorgnette.directory.models import CrmUser, Source
from lorgnette.kernel import clock
from lorgnette.kernel.addresses import parse_address
from lorgnette.users.links import crm_user_ids
from lorgnette.users.members import MemberUnknown, NewMember, by_ref, ensure, ensure_many
from lorgnette.users.models import CrmLink, Member

pytestmark = pytest.mark.django_db


def crm_user(name: str, address: str = "", **fields) -> CrmUser:
    source, _made = Source.objects.get_or_create(
        kind="csv_folder", name="CRM", location="crm", defaults={"created_at": clock.now()}
    )
    return CrmUser.objects.create(
        source=source,
        external_id=name,
        name=name,
        sort_key=name.lower(),
        search_key=name.lower(),
        address=address,
        address_key=address.lower(),
        **fields,
    )


def dafydd(raw: str = "Dafydd.PrysHowell@aubier.example", crm_ids: tuple[int, ...] = ()) -> Member:
    return ensure(parse_address(raw), "Dafydd", "Prys-Howell", "en", crm_ids)


def test_the_same_address_in_other_letters_is_the_same_member():
    first = dafydd()
    again = ensure(parse_address("dafydd.pryshowell@AUBIER.example"), "D.", "", "fr")
    assert again == first
    assert (again.name, again.language) == ("Dafydd Prys-Howell", "en")
    assert again.address == "Dafydd.PrysHowell@aubier.example"


def test_two_crm_users_of_one_address_are_one_member_with_two_links():
    one = crm_user("Dafydd EMEA", "dafydd.pryshowell@aubier.example")
    two = crm_user("Dafydd APAC", "dafydd.pryshowell@aubier.example")
    member = dafydd(crm_ids=(one.pk,))
    assert crm_user_ids([member]) == {member.pk: {one.pk, two.pk}}
    assert not CrmLink.objects.filter(chosen=True).exists()


def test_a_picked_crm_user_of_another_address_is_linked_to_a_new_member_alone():
    other, third = crm_user("Robyn"), crm_user("Somebody", "somebody@aubier.example")
    member = dafydd(crm_ids=(other.pk,))
    assert CrmLink.objects.get(member=member).chosen
    dafydd(crm_ids=(third.pk,))
    assert crm_user_ids([member]) == {member.pk: {other.pk}}


def test_a_crm_user_who_appears_later_with_the_address_counts_and_one_gone_before_does_not():
    member = dafydd()
    crm_user("Left long ago", "dafydd.pryshowell@aubier.example", gone_at=clock.now())
    later = crm_user("Dafydd", "dafydd.pryshowell@aubier.example")
    assert crm_user_ids([member]) == {member.pk: {later.pk}}


def test_many_come_back_in_the_order_given_a_twice_named_one_twice(django_assert_max_num_queries):
    people = [
        NewMember(parse_address(f"seller{n}@aubier.example"), "Seller", str(n), "en")
        for n in range(1200)
    ]
    with django_assert_max_num_queries(30):
        members = ensure_many([*people, people[0]])
    assert [m.address for m in members[:2]] == ["seller0@aubier.example", "seller1@aubier.example"]
    assert members[-1] == members[0]
    assert Member.objects.count() == 1200


def test_somebody_without_a_name_is_called_by_their_address():
    member = ensure(parse_address("sales@aubier.example"), "", "", "fr")
    assert member.name == "sales@aubier.example"


def test_a_member_is_found_by_ref_and_a_made_up_ref_is_refused():
    member = dafydd()
    assert by_ref(member.public_id) == member
    with pytest.raises(MemberUnknown):
        by_ref("nobody")
