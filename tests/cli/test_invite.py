"""Hélène's colleague at the console invites in her name."""

import json

import pytest
from click.testing import CliRunner

from lorgnette.audit.trail import about
from lorgnette.cli.invite import invite
from lorgnette.invitations.models import Batch, Draft, Invitation
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from tests.cast import invited

HELENE = "helene.dubreuil@aubier.example"


@pytest.fixture(autouse=True)
def _monday():
    with clock.pretend(invited.MONDAY):
        yield


@pytest.fixture
def cast(db):
    invited.aubier()
    invited.administrator()
    return invited.sellers()


@pytest.fixture
def run(cast):
    def _run(*arguments: str, **keywords):
        return CliRunner().invoke(invite, ["--as", HELENE, *arguments], **keywords)

    return _run


def test_everybody_who_matches_is_invited_as_send_does_it(run, cast):
    done = run("--crm", "--region", "Nord", "--until", "2026-12-31", "--yes", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    batch = Batch.objects.get()
    assert (told["batch"], told["invited"]) == (batch.public_id, 2)
    assert told["progress"].endswith(f"/admin/invite/batches/{batch.public_id}/")
    found = Invitation.objects.order_by("member__sort_key")
    assert [one.member.name for one in found] == ["Ana Lindqvist", "Bo Ek"]
    assert {(str(one.last_day), one.inviter.address) for one in found} == {("2026-12-31", HELENE)}
    assert Message.objects.count() == 2


def test_the_trail_names_the_administrator(run, cast):
    run("--crm", "--search", "Dafydd", "--yes")
    (event,) = about("member", Invitation.objects.get().member.public_id)
    assert (event.verb, event.actor_name) == ("invitation.invited", "Hélène Dubreuil")


def test_a_list_comes_through_a_pipe(run):
    done = run("--list", "-", "--accounts", "all", "--yes", input="eva@partner.example,Eva,Noor\n")
    assert done.exit_code == 0, done.output
    assert "1 invited." in done.output
    assert Invitation.objects.get().member.name == "Eva Noor"


def test_who_cannot_be_invited_is_named(run, cast):
    run("--crm", "--search", "Ana", "--yes")
    done = run(
        "--list", "-", "--dry-run", input="ana.lindqvist@aubier.example\nnew@aubier.example\n"
    )
    assert "1 to invite:\n  new@aubier.example" in done.output
    assert "Already invited, link valid until 30 November 2026." in done.output
    assert Invitation.objects.count() == 1


def test_the_accounts_of_a_colleague_are_lent(run, cast):
    typed = ("--email", "eva@partner.example", "--first-name", "Eva", "--last-name", "Noor")
    done = run(*typed, "--accounts", "chosen", "--of", cast.ana.address, "--yes")
    assert done.exit_code == 0, done.output
    assert Invitation.objects.get().chosen == cast.ana


def test_a_text_of_ones_own(run, cast, tmp_path):
    text = tmp_path / "letter.txt"
    text.write_text("Come and see\n\nHello [first_name]: [link]\n")
    run("--crm", "--search", "Dafydd", "--message", f"en={text}", "--yes")
    assert Message.objects.get().text.subject == "Come and see"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--crm", "--search", "nobody at all", "--yes"], "None of the chosen people"),
        (["--crm", "--until", "2026-11-22", "--yes"], "This day is over."),
        (["--email", "eva@partner", "--yes"], "is not an e-mail address"),
        (["--crm", "--accounts", "chosen", "--yes"], "Choose whose accounts are seen."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(run, arguments, said):
    done = run(*arguments)
    assert done.exit_code == 1
    assert said in done.output
    assert not Invitation.objects.exists()
    assert not Draft.objects.exists()


def test_only_an_administrator_invites(run, cast):
    done = CliRunner().invoke(invite, ["--as", "stranger@aubier.example", "--crm", "--yes"])
    assert done.exit_code == 1
    assert "Only administrators" in done.output
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "arguments", [[], ["--crm", "--email", "a@b.example"], ["--crm", "--json"]]
)
def test_an_unclear_command_is_refused(run, arguments):
    assert run(*arguments).exit_code == 2


def test_it_asks_before_it_sends(run):
    assert run("--crm", input="n\n").exit_code == 1
    assert not Invitation.objects.exists()
    assert run("--crm", input="y\n").exit_code == 0
    assert Invitation.objects.count() == 3
