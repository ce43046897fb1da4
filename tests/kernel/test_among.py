"""A long list in a query is one value, whatever it holds."""

import pytest

from lorgnette.kernel.among import Among
from lorgnette.users.models import Member
from tests.cast import invited

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    invited.aubier()
    invited.administrator()
    return list(Member.objects.all())


def test_rows_are_found_by_numbers_and_by_texts(people):
    ids, keys = [row.pk for row in people], [row.address_key for row in people]
    assert list(Member.objects.filter(Among("pk", [*ids, 0]))) == people
    assert list(Member.objects.filter(Among("address_key", [*keys, "nobody@x.example"]))) == people
    assert not Member.objects.filter(Among("pk", [0])).exists()


def test_a_text_may_hold_anything(people):
    odd = 'it\'s {odd}, "quoted" \\ and % of it'
    Member.objects.filter(pk=people[0].pk).update(name=odd)
    assert Member.objects.get(Among("name", [odd, "another"])).pk == people[0].pk


def test_nothing_is_asked_where_there_is_nothing_to_look_among(people, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not list(Member.objects.filter(Among("pk", [])))
    assert Member.objects.exclude(Among("pk", [])).count() == len(people)


def test_hundreds_of_thousands_fit_into_one_statement(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert Member.objects.filter(Among("pk", range(300_000))).count() == len(people)
