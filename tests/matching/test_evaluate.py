"""The command that measures the rules, on a folder made here and on labelled data where it is."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from lorgnette.accounts import memberships
from lorgnette.cli.match_eval import match_eval
from lorgnette.matching import evaluate, labelled
from lorgnette.matching.rules import Rules
from tests.matching.cast import MARCH, account, person, work

FILES = {
    "companies.csv": "company,domains,aliases\n"
    "Nordhavn,nordhavn.example|nord.example,Nordhavn Shipping\n"
    "Sydhavn,sydhavn.example,\n",
    "emails.csv": "person,email_domain\n"
    "p1,nord.example\np1,sydhavn.example\np2,gmail.com\np3,mail.sydhavn.example\n",
    "employments.csv": "person,company,until\n"
    "p1,Sydhavn,\np1,Nordhavn Shipping,2020-Jun-30\np2,Nordhavn,\np3,Nordhavn,\n",
    "name_pairs.csv": "name1,name2,is_match,category\n"
    "Siemens AG,Siemens Aktiengesellschaft,true,\nSiemens AG,Volkswagen AG,false,\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_an_address_is_judged_by_the_employer_of_its_time(folder):
    seen = evaluate.addresses(labelled.read(folder), Rules())
    # p1 was at Nordhavn with one address and is at Sydhavn with the other; p3 never was there.
    assert (seen.given, seen.of_nobody, seen.attached, seen.movers) == (4, 1, 3, 1)
    assert (seen.dated.right, seen.dated.wrong) == (2, 1)
    assert (seen.last.right, seen.last.wrong) == (1, 2)
    assert seen.by_rule["registrable_domain"].wrong == 1


def test_a_name_is_proposed_and_never_attached(folder):
    seen = evaluate.names(labelled.read(folder), Rules(name_least=70))
    assert (seen.asked, seen.attached, seen.proposed, seen.first) == (1, 0, 1, 1)


@pytest.mark.django_db
def test_the_command_ends_with_1_below_the_aim(folder):
    told = CliRunner().invoke(match_eval, ["--data", str(folder), "--json"])
    assert told.exit_code == 1
    assert json.loads(told.output)["labelled"]["precision"] == pytest.approx(2 / 3)


@pytest.mark.django_db
def test_a_file_that_is_missing_is_named(folder):
    (folder / "emails.csv").unlink()
    told = CliRunner().invoke(match_eval, ["--data", str(folder)])
    assert told.exit_code == 1
    assert "lacks emails.csv" in told.output


@pytest.mark.django_db
def test_the_crm_s_own_links_are_labels_too():
    nordhavn, sydhavn = account("Nordhavn", "nord.example"), account("Sydhavn", "syd.example")
    linked = person("ingrid@nord.example"), person("per@nord.example")
    memberships.place({linked[0].pk: nordhavn.pk, linked[1].pk: sydhavn.pk}, MARCH)
    work()
    told = CliRunner().invoke(match_eval, ["--json"], env={"LORGNETTE_MATCHING_DATA": ""})
    own = json.loads(told.output)["installation"]
    assert (own["linked"], own["attached"], own["precision"]) == (2, 2, 0.5)


def test_the_labelled_data_keep_the_promise():
    place = os.environ.get("LORGNETTE_MATCHING_DATA", "")
    if not place:
        pytest.skip("LORGNETTE_MATCHING_DATA names no folder of labelled data")
    data = labelled.read(Path(place))
    seen, names = evaluate.addresses(data, Rules()), evaluate.names(data, Rules())
    assert seen.dated.precision is not None
    assert seen.dated.precision >= 0.95
    assert seen.attached / seen.given > 0.5
    assert names.attached == 0
