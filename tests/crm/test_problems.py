"""Rows that fit nowhere are told of where they stand, and the others are taken."""

import pytest

from lorgnette.accounts.models import Account, Membership, Opportunity, TeamMember
from lorgnette.activities.models import Activity
from lorgnette.crm import problems, runs
from lorgnette.crm.models import RowProblem
from lorgnette.directory.models import CrmUser
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db


def told(folder: Folder):
    """File, line, column, code and whether the row was taken, of the one problem of a new run."""
    outcome = folder.sync()
    assert outcome.state == "done"
    (problem,) = runs.problems(outcome.ref).rows
    assert problem.words % problem.values
    return problem.file, problem.line, problem.column, problem.code, problem.taken


def test_an_account_of_an_unknown_owner_is_taken_without_one(folder: Folder):
    folder.add("accounts.csv", "a-9,Nine,,,,,u-nobody,")
    assert told(folder) == ("accounts.csv", 4, "owner_id", "unknown_reference", True)
    assert Account.objects.get(external_id="a-9").owner is None


def test_a_contact_of_an_unknown_account_stays_where_they_were(folder: Folder):
    folder.sync()
    folder.change("contacts.csv", "Claire,a-banque", "Claire,a-nowhere")
    assert told(folder) == ("contacts.csv", 2, "account_id", "unknown_reference", True)
    stay = Membership.objects.get(person__external_id="c-claire")
    assert (stay.account.external_id, stay.until) == ("a-banque", None)


def test_an_opportunity_of_an_unknown_account_is_left_out(folder: Folder):
    folder.add("opportunities.csv", "o-9,a-nowhere,Nine,open,,,,,,")
    assert told(folder) == ("opportunities.csv", 4, "account_id", "unknown_reference", False)
    assert not Opportunity.objects.filter(external_id="o-9").exists()


@pytest.mark.parametrize(
    ("row", "column"), [("a-nowhere,u-ana,", "account_id"), ("a-banque,u-nobody,", "user_id")]
)
def test_a_team_of_unknown_account_or_user_is_left_out(folder: Folder, row, column):
    folder.add("account_team.csv", row)
    assert told(folder) == ("account_team.csv", 3, column, "unknown_reference", False)
    assert TeamMember.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("e-9,c-nobody,call.held,2026-11-20T09:00:00Z,,", "contact_id", "unknown_reference"),
        ("e-9,c-claire,call.held,2026-11-20T09:00:00Z,a-9,", "account_id", "unknown_reference"),
        ("e-9,c-claire,fax.sent,2026-11-20T09:00:00Z,,", "type", "unknown_type"),
        ("e-9,c-claire,fàx,2026-11-20T09:00:00Z,,", "type", "unknown_type"),
    ],
)
def test_an_activity_that_fits_nowhere_is_left_out(folder: Folder, row, column, code):
    folder.add("activities.csv", row)
    assert told(folder) == ("activities.csv", 5, column, code, False)
    assert Activity.objects.count() == 3


def test_an_activity_of_a_contact_without_account_is_left_out(folder: Folder):
    folder.add("contacts.csv", "c-free,Libre,Léa,,,,")
    folder.add("activities.csv", "e-9,c-free,call.held,2026-11-20T09:00:00Z,,")
    assert told(folder)[2:4] == ("contact_id", "contact_without_account")


def test_of_two_rows_with_one_id_the_first_counts(folder: Folder):
    folder.add("users.csv", "u-ana,Another,Ana,,,,,,,,")
    assert told(folder) == ("users.csv", 7, "", "duplicate_id", False)
    assert CrmUser.objects.get(external_id="u-ana").last_name == "Lindqvist"


def test_one_pair_on_a_team_twice_counts_once(folder: Folder):
    folder.add("account_team.csv", "a-banque,u-ana,Boss")
    assert told(folder) == ("account_team.csv", 3, "", "duplicate_id", False)
    assert TeamMember.objects.get().role == "Co-owner"


def test_two_users_with_one_address_are_both_taken(folder: Folder):
    folder.add("users.csv", "u-ana2,Ana,Lindqvist,Ana.Lindqvist@aubier.example,true,,,,,,")
    assert folder.sync().problems == 0
    same = CrmUser.objects.filter(address_key="ana.lindqvist@aubier.example")
    assert same.count() == 2


def test_a_file_that_is_wrong_everywhere_is_counted_but_not_kept_whole(folder, monkeypatch):
    monkeypatch.setattr(problems, "MOST_KEPT", 10)
    for number in range(25):
        folder.add("contacts.csv", f"c-{number},,,,,,")
    outcome = folder.sync()
    assert (outcome.problems, RowProblem.objects.count()) == (25, 10)


def test_only_the_last_runs_problems_are_kept(folder: Folder):
    folder.add("contacts.csv", "c-9,,,,,,")
    refs = [folder.sync().ref for _run in range(problems.RUNS_KEPT + 2)]
    kept = [ref for ref in refs if runs.problems(ref).rows]
    assert kept == refs[-problems.RUNS_KEPT :]


def test_an_unknown_run_is_refused():
    with pytest.raises(runs.RunMissing):
        runs.problems("nothing")
