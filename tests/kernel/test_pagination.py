"""Walking keyset pages forth and back shows every row once, whatever the page size."""

from datetime import UTC, datetime

import pytest

from lorgnette.directory.models import CrmUser, Source
from lorgnette.kernel.names import sort_key
from lorgnette.kernel.pagination import page_of

pytestmark = pytest.mark.django_db
NAMES = ["Étienne", "anders", "Zoé", "Øyvind", "Łukasz", "Anders", "Çağla", "Zoé"]


@pytest.fixture
def people():
    source = Source.objects.create(
        kind="csv_folder", name="CRM", location="x", created_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    for number, name in enumerate(NAMES):
        CrmUser.objects.create(
            source=source, external_id=str(number), name=name, sort_key=sort_key(name)
        )
    return CrmUser.objects.all()


def walk(people, order, size):
    pages, cursor = [], ""
    while True:
        page = page_of(people, order, size=size, cursor=cursor)
        pages.append(page)
        if not page.next:
            return pages
        cursor = page.next


@pytest.mark.parametrize("size", [1, 2, 3, 8, 50])
@pytest.mark.parametrize("order", [("sort_key", "id"), ("-sort_key", "-id"), ("sort_key", "-id")])
def test_forth_and_back(people, order, size):
    pages = walk(people, order, size)
    shown = [row.pk for page in pages for row in page.rows]
    assert shown == [row.pk for row in people.order_by(*order)]
    assert pages[0].previous == ""
    back = pages[-1]
    for expected in reversed(pages[:-1]):
        back = page_of(people, order, size=size, cursor=back.previous)
        assert [r.pk for r in back.rows] == [r.pk for r in expected.rows]
    assert back.previous == ""


@pytest.mark.parametrize("cursor", ["x", "%%%", "W10", "WzEsMiwzXQ", "bnVsbA", "eyJhIjoxfQ", "é"])
def test_an_unreadable_cursor_gives_the_first_page(people, cursor):
    first = page_of(people, ("sort_key", "id"), size=3)
    again = page_of(people, ("sort_key", "id"), size=3, cursor=cursor)
    assert [r.pk for r in again.rows] == [r.pk for r in first.rows]


def test_a_cursor_of_another_order_or_with_edited_values_gives_the_first_page(people):
    first = [row.pk for row in page_of(people, ("sort_key", "id"), size=3).rows]
    other = page_of(people, ("id", "sort_key"), size=3).next
    own = page_of(people, ("sort_key", "id"), size=3).next
    for cursor in (other, own[2:], own.swapcase()):
        again = page_of(people, ("sort_key", "id"), size=3, cursor=cursor)
        assert [row.pk for row in again.rows] == first
