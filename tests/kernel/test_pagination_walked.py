"""A page of those that pass, walked along the order of them and others."""

import pytest

from lorgnette.kernel import clock
from lorgnette.kernel.pagination import page_of
from lorgnette.users.models import Member

ORDER = ("sort_key", "id")


@pytest.fixture
def members(db):
    at = clock.now()
    return Member.objects.bulk_create(
        Member(
            address=f"m{n}@x.example",
            address_key=f"m{n}@x.example",
            sort_key=f"{n:03}",
            created_at=at,
            language="even" if n % 40 == 0 else "odd",
        )
        for n in range(200)
    )


def names(page):
    return [row.sort_key for row in page.rows]


def walk(found, **more):
    return page_of(found, ORDER, size=2, among=Member.objects.all(), **more)


def test_pages_are_those_of_the_list_itself_there_and_back(members):
    found = Member.objects.filter(language="even")
    first = walk(found)
    second = walk(found, cursor=first.next)
    third = walk(found, cursor=second.next)
    back = walk(found, cursor=third.previous)
    assert [names(page) for page in (first, second, third, back)] == [
        ["000", "040"],
        ["080", "120"],
        ["160"],
        ["080", "120"],
    ]
    assert not third.next
    assert not first.previous
