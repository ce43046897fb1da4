"""Whose accounts are whose: the owner's, and those of the people on the team."""

from pathlib import Path

import pytest

from lorgnette.accounts.ownership import count_by_crm_user, count_visible, visible_accounts
from lorgnette.directory.models import CrmUser
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.sync()
    return folder


def ids(*external_ids: str) -> list[int]:
    return [CrmUser.objects.get(external_id=external_id).pk for external_id in external_ids]


def seen(*external_ids: str) -> set[str]:
    return {account.external_id for account in visible_accounts(ids(*external_ids))}


def test_own_and_team_accounts_are_seen(folder):
    assert seen("u-dafydd") == {"a-banque"}
    assert seen("u-ana") == {"a-banque", "a-meunier"}
    assert seen("u-helene") == set()


def test_two_crm_users_see_the_union(folder):
    assert seen("u-dafydd", "u-ana") == {"a-banque", "a-meunier"}
    assert count_visible(ids("u-dafydd", "u-ana")) == 2


def test_nobody_sees_nothing_and_none_sees_all(folder):
    assert count_visible([]) == 0
    assert count_visible(None) == 2


def test_who_is_off_the_team_sees_the_account_no_longer(folder):
    folder.change("account_team.csv", "u-ana", "u-tom")
    folder.sync()
    assert seen("u-ana") == {"a-meunier"}


def test_an_account_that_is_gone_is_seen_by_nobody(folder):
    folder.remove("accounts.csv", "a-meunier")
    folder.sync()
    assert seen("u-ana") == {"a-banque"}
    assert count_visible(None) == 1


def test_accounts_are_counted_for_each_in_two_queries(folder, django_assert_num_queries):
    dafydd, ana, helene = ids("u-dafydd", "u-ana", "u-helene")
    with django_assert_num_queries(2):
        counts = count_by_crm_user([dafydd, ana, helene])
    assert counts == {dafydd: 1, ana: 2, helene: 0}


def test_an_owner_who_is_on_the_team_too_counts_the_account_once(folder):
    folder.add("account_team.csv", "a-banque,u-dafydd,Owner")
    folder.sync()
    (dafydd,) = ids("u-dafydd")
    assert count_by_crm_user([dafydd]) == {dafydd: 1}
    assert count_visible([dafydd]) == 1
