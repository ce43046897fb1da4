"""`lorgnette privacy`, without a process of its own."""

import json

import pytest
from click.testing import CliRunner

from lorgnette.accounts.models import Objection, Person
from lorgnette.cli.privacy import privacy
from tests.cast import people
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db
ADDRESS = "claire.aubert@banque-fictive.example"


@pytest.fixture(autouse=True)
def _crm(tmp_path):
    people.aubier()
    Folder(tmp_path).sync()


def run(*words: str, typed: str = ""):
    return CliRunner().invoke(privacy, words, input=typed)


def test_an_objection_is_noted_and_taken_back():
    assert json.loads(run("object", ADDRESS, "--json").output) == {"people": 1}
    assert Objection.objects.get().how == "console"
    assert "They objected already." in run("object", ADDRESS).output
    assert "1 people may be watched again." in run("withdraw", ADDRESS).output
    assert not Objection.objects.exists()


def test_an_erasure_asks_for_the_address_and_prints_the_receipt():
    refused = run("erase", ADDRESS, typed="no\n")
    assert (refused.exit_code, Person.objects.filter(address_key=ADDRESS).exists()) == (1, True)
    done = run("erase", ADDRESS, typed=f"{ADDRESS}\n")
    assert "Receipt of an erasure: number" in done.output
    assert not Person.objects.filter(address_key=ADDRESS).exists()
    assert "Receipt of an erasure: number" in run("receipts", ADDRESS).output


def test_a_program_gets_the_receipt_as_json():
    done = run("erase", ADDRESS, "--yes", "--json", "--reason", "by letter")
    told = json.loads(done.output)
    assert (told["deleted"]["people"], told["percent"], told["reason"]) == (1, 100, "by letter")


def test_nobody_is_refused_in_words():
    for command in ("object", "withdraw", "erase"):
        refused = run(command, "nobody@x.example")
        assert (refused.exit_code, "Nobody with the address" in refused.output) == (1, True)
    assert run("erase", "odd").exit_code == 1
    assert "was erased" in run("receipts", "nobody@x.example").output
