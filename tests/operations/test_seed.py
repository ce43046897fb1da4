"""An empty demo is filled with a company whose past reads as if it had happened."""

from datetime import timedelta

import pytest

from lorgnette.accounts.models import Account
from lorgnette.audit.models import Entry
from lorgnette.audit.verify import verify
from lorgnette.directory.models import CrmUser, Source
from lorgnette.invitations import roster
from lorgnette.invitations.models import Batch
from lorgnette.kernel import clock
from lorgnette.mail.models import MailboxMail, Message
from lorgnette.operations.demo import guests, rounds
from lorgnette.operations.demo import seed as seeding
from lorgnette.operations.demo.plan import Plan
from lorgnette.scoring.models import AccountScore
from lorgnette.users.administrators import list_administrators
from lorgnette.workspace.settings import current
from tests.operations.companies import UNTIL

pytestmark = pytest.mark.django_db

FEW = (
    rounds.Round(
        days_ago=60,
        hour=10,
        until=rounds.NEVER,
        fates=dict.fromkeys(
            ("active", "resent", "left", "locked", "revoked", "declined", "withdrawn"), 1
        ),
        known={"Dafydd Prys-Howell": "active", "Henrik Ødegård": "left"},
    ),
    rounds.Round(days_ago=50, hour=9, until=-9, fates={"active": 1}),
    rounds.Round(days_ago=3, hour=9, until=90, fates={"opened": 1, "ignored": 1, "bounced": 1}),
)
TINY = Plan(until=UNTIL, sales_users=40, accounts=20, people=60, activities=200)


@pytest.fixture
def said(settings, monkeypatch, tmp_path):
    settings.HOME = tmp_path
    monkeypatch.setattr(guests, "ROUNDS", FEW)
    return []


def test_a_company_with_a_past(said):
    with clock.pretend(UNTIL):
        seeding.seed(said.append, TINY)
        counts = roster.counts("")
        lines = {line.name: line for line in roster.list_members(size=50).rows}
    assert said
    assert {status: number for status, number in counts.items() if status != "ends_soon"} == {
        "all": 11,
        "active": 2,
        "pending": 2,
        "bounced": 1,
        "expired": 1,
        "locked": 2,
        "revoked": 2,
        "declined": 1,
    }
    assert lines["Dafydd Prys-Howell"].last_seen_at <= UNTIL
    assert lines["Henrik Ødegård"].detail_values["reason"] == "Left the company"
    assert [line.name for line in list_administrators()] == ["Hélène Dubreuil"]
    assert current().name == "Aubier Systems"
    see_the_crm_is_taken_over()
    see_no_mail_waits()
    see_the_trail_reads_as_it_happened()


def see_the_crm_is_taken_over():
    assert Account.objects.count() == AccountScore.objects.count() == 20
    assert not CrmUser.objects.get(address="henrik.odegard@aubier.example").active
    assert Source.objects.get().synced_at == UNTIL


def see_no_mail_waits():
    """Or the worker would send it to people of long ago."""
    assert not Message.objects.filter(final=False).exists()
    assert Message.objects.count() == MailboxMail.objects.count() + 1 == 12
    assert MailboxMail.objects.latest("received_at").received_at < UNTIL - timedelta(days=2)


def see_the_trail_reads_as_it_happened():
    at = list(Entry.objects.order_by("seq").values_list("at", flat=True))
    assert at == sorted(at)
    assert at[-1] == UNTIL
    verdict = verify()
    assert verdict.holds
    assert Batch.objects.count() == 3


def test_a_start_that_is_killed_in_the_middle_leaves_nothing_to_clean_up(said, monkeypatch):
    class Killed(BaseException):
        pass

    def die(*_args):
        raise Killed

    monkeypatch.setattr(seeding, "generate", die)
    with clock.pretend(UNTIL), pytest.raises(Killed):
        seeding.seed(said.append, TINY)
    assert len(said) == 2
    assert not list_administrators()
    assert not Account.objects.exists()
    assert current().name != "Aubier Systems"
