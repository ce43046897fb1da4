"""`lorgnette sources`, without a process of its own."""

import json

import pytest
from click.testing import CliRunner

from lorgnette.activities.source_keys import UnknownKey, sender_of
from lorgnette.cli.sources import sources

pytestmark = pytest.mark.django_db


def run(*words: str):
    return CliRunner().invoke(sources, words)


def test_a_source_is_made_listed_and_rekeyed():
    made = json.loads(run("add", "Website", "--json").output)
    assert sender_of(made["write_key"]).name == "Website"
    (listed,) = json.loads(run("list", "--json").output)
    assert (listed["ref"], listed["week"]["taken"]) == (made["ref"], 0)
    again = json.loads(run("rotate", "website", "--overlap", "0", "--json").output)
    assert sender_of(again["write_key"]).ref == made["ref"]
    with pytest.raises(UnknownKey):
        sender_of(made["write_key"])


def test_in_words():
    told = run("add", "Website").output
    assert "The key is shown this once." in told
    assert "Website (on): 0 today" in run("list").output


def test_what_cannot_be_is_refused_in_words():
    run("add", "Website")
    refused = run("add", "website")
    assert (refused.exit_code, "Another source is called" in refused.output) == (1, True)
    assert "There is no event source" in run("rotate", "nobody").output
