"""The demo has people of no account, of whom matching finds some and asks about others."""

import csv
from dataclasses import replace

import pytest

from lorgnette.accounts.models import Membership
from lorgnette.crm.sync import sync
from lorgnette.directory.sources import ensure
from lorgnette.matching.models import Candidate
from lorgnette.operations.demo.generate import generate
from tests.matching.cast import work
from tests.operations.companies import SMALL

FEW = replace(SMALL, sales_users=6, accounts=10, people=20, activities=20, leads=40)


@pytest.mark.django_db
def test_leads_are_matched_or_asked_about(tmp_path):
    generate(FEW, tmp_path)
    with (tmp_path / "contacts.csv").open(encoding="utf-8", newline="") as file:
        leads = [row for row in csv.DictReader(file) if not row["account_id"]]
    assert len(leads) == 40
    sync(ensure("csv_folder", "CRM", str(tmp_path)).ref)
    work()
    matched = Membership.objects.exclude(rule="crm").count()
    asked = Candidate.objects.values("person").distinct().count()
    assert matched > 10
    assert asked > 5
    assert matched + asked <= 40
