"""The latest activities of an account, newest first, page by page."""

from pathlib import Path

import pytest

from lorgnette.accounts.models import Account
from lorgnette.activities.recent import latest
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def banque(tmp_path: Path) -> int:
    folder = Folder(tmp_path)
    # Two at the same instant, on the border of two pages.
    folder.add("activities.csv", "e-4,c-claire,web.visit,2026-11-20T10:00:00Z,,Home")
    folder.add("activities.csv", "e-5,c-claire,web.visit,2026-11-19T10:00:00Z,,Home")
    folder.sync()
    return Account.objects.get(external_id="a-banque").pk


def test_the_newest_comes_first_with_who_did_it(banque):
    first = latest(banque, 1)[0]
    assert (first.type, first.person_name, first.subject) == ("web.visit", "Claire Aubert", "Home")


def test_the_next_page_goes_on_after_the_last_one_shown(banque):
    whole = latest(banque, 10)
    shown, before = [], None
    while rest := latest(banque, 1, before):
        shown += rest
        before = (rest[-1].at, rest[-1].id)
    assert shown == whole
    assert len(whole) == 4


def test_one_page_is_one_query(banque, django_assert_num_queries):
    with django_assert_num_queries(1):
        latest(banque, 10)
