"""CRM users are found by words without accents, and by facets."""

from dataclasses import asdict
from pathlib import Path

import pytest

from lorgnette.directory.search import CrmFilter, facets, matching
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.sync()
    return folder


def found(**filter_: str) -> set[str]:
    return {user.external_id for user in matching(CrmFilter(**filter_))}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("zoe", {"u-zoe"}),
        ("ZOÉ", {"u-zoe"}),
        ("helene dubreuil", {"u-helene"}),
        ("dubreuil helene", {"u-helene"}),
        ("helene martin", set()),
        ("ana.lindqvist@", {"u-ana"}),
        ("mid-market west", {"u-tom"}),
        ("100%", set()),
        ("", {"u-dafydd", "u-ana", "u-helene", "u-zoe", "u-tom"}),
    ],
)
def test_all_words_must_occur_with_or_without_accents(folder, text, ids):
    assert found(text=text) == ids


def test_facets_narrow_the_search(folder):
    assert found(profile="Account Executive", region="Nord") == {"u-ana", "u-zoe"}
    assert found(team="Direction", text="lindqvist") == set()


def test_facets_are_counted_by_name(folder):
    assert facets().profiles == (("Account Executive", 4), ("Sales Manager", 1))
    assert facets().teams == (("Direction", 1), ("Enterprise", 2), ("Mid-market", 2))


def test_who_is_gone_is_not_found(folder):
    folder.remove("users.csv", "u-tom")
    folder.sync()
    assert found(team="Mid-market") == {"u-zoe"}
    assert dict(facets().teams)["Mid-market"] == 1


def test_a_filter_goes_through_json_and_back():
    filter_ = CrmFilter(text="ana", team="Enterprise")
    assert CrmFilter(**asdict(filter_)) == filter_
