"""`lorgnette sync` says what was taken over, and ends as a script needs it."""

import json

import pytest
from click.testing import CliRunner

from lorgnette.cli.sync import sync
from lorgnette.crm.claims import claim, end
from lorgnette.directory.models import CrmUser
from lorgnette.directory.sources import all_sources
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db


def run(*arguments: str):
    return CliRunner().invoke(sync, list(arguments))


def test_a_new_folder_becomes_a_source_and_is_taken_over(folder: Folder):
    result = run("--folder", str(folder.path))
    assert result.exit_code == 0
    assert "CRM users: 5 in the source, 5 new" in result.stdout
    assert "Activities: 15 of 15" in result.stderr
    assert [source.location for source in all_sources()] == [str(folder.path)]
    assert run().exit_code == 0


def test_each_problem_has_its_file_line_and_column(folder: Folder):
    folder.add("accounts.csv", "a-bad,<b>,,,,,,")
    result = run("--folder", str(folder.path))
    assert result.exit_code == 0
    assert (
        "accounts.csv:4 name: A name cannot hold a web address or the characters < and >."
        in result.stdout
    )


def test_a_source_that_cannot_be_read_ends_with_1(folder: Folder):
    source = folder.source
    for file in folder.path.iterdir():
        file.unlink()
    result = run("--source", source.ref)
    assert result.exit_code == 1
    assert "holds none of the files" in result.stdout


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00id", b"name,domain\nBanque,b.example\n"])
def test_a_file_of_which_nothing_can_be_taken_ends_with_1(folder: Folder, content):
    (folder.path / "accounts.csv").write_bytes(content)
    result = run("--folder", str(folder.path), "--json")
    assert result.exit_code == 1
    assert "Nothing was taken of accounts.csv." in result.stderr
    assert json.loads(result.stdout)["state"] == "done"


def test_a_source_that_shrank_ends_with_3_until_it_is_accepted(folder: Folder):
    folder.sync()
    folder.write("users.csv", "id\n")
    result = run()
    assert result.exit_code == 3
    assert "CRM users: 5 before, 0 now" in result.stdout
    assert run("--accept").exit_code == 0
    assert not CrmUser.objects.filter(gone_at=None).exists()
    assert "asks nothing" in run("--accept").stderr


def test_a_run_under_way_is_waited_for(folder: Folder, monkeypatch):
    other = claim(folder.source.id)

    def wait(_seconds: float) -> None:
        end(other, "done")

    monkeypatch.setattr("lorgnette.cli.sync.time.sleep", wait)
    result = run()
    assert result.exit_code == 0
    assert "waiting for that to end" in result.stderr
    assert CrmUser.objects.exists()


def test_programs_get_json(folder: Folder):
    folder.add("users.csv", "u-bad,,,not an address,,,,,,,")
    told = json.loads(run("--folder", str(folder.path), "--json").stdout)
    assert (told["state"], told["counts"][0]["added"]) == ("done", 6)
    assert [(p["file"], p["line"], p["column"]) for p in told["problem_rows"]] == [
        ("users.csv", 7, "email")
    ]


def test_without_a_source_it_says_what_to_give():
    result = run()
    assert result.exit_code == 2
    assert "--folder" in result.stderr


def test_an_unknown_source_is_refused():
    result = run("--source", "nothing")
    assert result.exit_code == 1
    assert "There is no source" in result.stderr
