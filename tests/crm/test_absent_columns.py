"""A column that an export lost takes nothing away: what was known of it stays, and is told."""

import csv

import pytest

from lorgnette.accounts.models import Account, Membership, Person
from lorgnette.crm import runs
from lorgnette.directory.models import CrmUser
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db


def without(folder: Folder, name: str, column: str) -> None:
    rows = folder.rows(name)
    kept = [field for field in rows[0] if field != column]
    with (folder.path / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=kept, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def test_addresses_stay_and_the_missing_column_is_told(folder: Folder):
    folder.sync()
    without(folder, "users.csv", "email")
    outcome = folder.sync()
    ana = CrmUser.objects.get(external_id="u-ana")
    assert (ana.address, ana.address_key) == ("ana.lindqvist@aubier.example",) * 2
    assert "ana.lindqvist@aubier.example" in ana.search_key
    assert {count.kind: count.changed for count in outcome.counts}["users"] == 0
    (told,) = runs.problems(outcome.ref).rows
    assert (told.file, told.column, told.code) == ("users.csv", "email", "column_absent")


def test_what_else_changed_in_such_a_file_is_followed(folder: Folder):
    folder.sync()
    without(folder, "users.csv", "email")
    folder.change("users.csv", "Ana,Lindqvist", "Anna,Lindqvist")
    folder.add("users.csv", "u-new,Noor,Haddad,true,,,,,,")
    folder.sync()
    ana = CrmUser.objects.get(external_id="u-ana")
    assert (ana.name, ana.address) == ("Anna Lindqvist", "ana.lindqvist@aubier.example")
    assert CrmUser.objects.get(external_id="u-new").address == ""


def test_who_had_left_does_not_come_back_with_a_lost_column(folder: Folder):
    folder.sync()
    without(folder, "users.csv", "active")
    folder.sync()
    assert not CrmUser.objects.get(external_id="u-zoe").active


def test_owners_keep_their_accounts_and_people_their_place(folder: Folder):
    folder.sync()
    without(folder, "accounts.csv", "owner_id")
    without(folder, "contacts.csv", "account_id")
    folder.sync()
    assert Account.objects.get(external_id="a-banque").owner.external_id == "u-dafydd"
    assert Membership.objects.filter(until=None).count() == Person.objects.count() == 2
