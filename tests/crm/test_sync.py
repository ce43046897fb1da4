"""A run takes over what the source gives, and follows what becomes of it."""

from datetime import UTC, date, datetime

import pytest

from lorgnette.accounts.models import Account, Membership, Opportunity, Person, TeamMember
from lorgnette.activities.models import Activity, DayCount
from lorgnette.audit.models import Entry
from lorgnette.crm.outcome import KindCount, Progress
from lorgnette.crm.sync import sync
from lorgnette.directory.models import CrmUser, Source
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.pretend(MONDAY):
        yield


def counts(outcome, kind: str) -> KindCount:
    return next(count for count in outcome.counts if count.kind == kind)


def test_the_first_run_takes_everything_over(folder: Folder):
    outcome = folder.sync()
    assert (outcome.state, outcome.problems) == ("done", 0)
    assert {c.kind: c.added for c in outcome.counts} == {
        "users": 5,
        "accounts": 2,
        "contacts": 2,
        "opportunities": 2,
        "account_team": 1,
        "activities": 3,
    }
    banque = Account.objects.get(external_id="a-banque")
    assert (banque.name, banque.domain, banque.country) == (
        "Banque Fictive",
        "banque-fictive.example",
        "FR",
    )
    assert banque.owner is not None
    assert banque.owner.name == "Dafydd Prys-Howell"
    assert banque.owner.language == "en"
    team = TeamMember.objects.get()
    assert (team.account, team.crm_user.external_id, team.role) == (banque, "u-ana", "Co-owner")
    deal = Opportunity.objects.get(external_id="o-core")
    assert (deal.amount_minor, deal.currency, deal.status) == (12_500_050, "EUR", "open")
    assert deal.closes_on == date(2026, 12, 31)


def test_activities_are_rolled_up_by_workspace_day(folder: Folder):
    folder.sync()
    claire = Person.objects.get(external_id="c-claire")
    assert DayCount.objects.get(person=claire).count == 2
    # Half past eleven in the evening in UTC is the next day in Paris.
    assert DayCount.objects.get(type="form.demo").day == date(2026, 11, 22)


def test_a_second_run_changes_nothing(folder: Folder):
    folder.sync()
    before = list(CrmUser.objects.order_by("pk").values())
    outcome = folder.sync()
    assert outcome.state == "done"
    assert all(c.added == c.changed == c.gone == 0 for c in outcome.counts)
    assert counts(outcome, "activities").same == 3
    assert list(CrmUser.objects.order_by("pk").values()) == before
    assert Activity.objects.count() == 3


def test_a_changed_row_is_followed_and_keeps_its_identity(folder: Folder):
    folder.sync()
    before = CrmUser.objects.get(external_id="u-ana")
    folder.change("users.csv", "Lindqvist", "Lindqvist-Moreau")
    outcome = folder.sync()
    ana = CrmUser.objects.get(external_id="u-ana")
    assert counts(outcome, "users").changed == 1
    assert (ana.pk, ana.public_id) == (before.pk, before.public_id)
    assert ana.name == "Ana Lindqvist-Moreau"
    assert "lindqvist-moreau" in ana.search_key


def test_a_row_no_longer_given_is_marked_gone_and_comes_back(folder: Folder):
    folder.sync()
    text = (folder.path / "users.csv").read_text(encoding="utf-8")
    folder.remove("users.csv", "u-tom")
    with clock.pretend(TUESDAY):
        outcome = folder.sync()
    tom = CrmUser.objects.get(external_id="u-tom")
    assert counts(outcome, "users").gone == 1
    assert tom.gone_at == TUESDAY
    folder.write("users.csv", text)
    folder.sync()
    tom.refresh_from_db()
    assert tom.gone_at is None


def test_somebody_off_a_team_is_marked_gone(folder: Folder):
    folder.add("account_team.csv", "a-meunier,u-dafydd,")
    folder.sync()
    folder.remove("account_team.csv", "a-meunier")
    folder.sync()
    gone = TeamMember.objects.exclude(gone_at=None).get()
    assert gone.crm_user.external_id == "u-dafydd"


def test_a_leaver_is_flagged_since_when_and_nothing_more(folder: Folder):
    folder.sync()
    folder.change(
        "users.csv", "ana.lindqvist@aubier.example,true", "ana.lindqvist@aubier.example,false"
    )
    with clock.pretend(TUESDAY):
        folder.sync()
        folder.sync()
    ana = CrmUser.objects.get(external_id="u-ana")
    assert (ana.active, ana.inactive_since, ana.gone_at) == (False, TUESDAY, None)


def test_a_leaver_who_returns_is_no_longer_flagged(folder: Folder):
    folder.sync()
    folder.change("users.csv", "zoe.martin@aubier.example,false", "zoe.martin@aubier.example,true")
    folder.sync()
    assert CrmUser.objects.get(external_id="u-zoe").inactive_since is None


def test_a_contact_that_moves_closes_one_membership_and_opens_another(folder: Folder):
    folder.sync()
    folder.change("contacts.csv", "Claire,a-banque", "Claire,a-meunier")
    folder.add("activities.csv", "e-4,c-claire,call.held,2026-11-22T10:00:00Z,,")
    folder.add("activities.csv", "e-5,c-claire,call.held,2026-11-24T10:00:00Z,,")
    with clock.pretend(TUESDAY):
        folder.sync()
    old, new = Membership.objects.filter(person__external_id="c-claire").order_by("since")
    assert (old.account.external_id, old.until) == ("a-banque", TUESDAY)
    assert (new.account.external_id, new.since, new.until) == ("a-meunier", TUESDAY, None)
    places = Activity.objects.filter(type="call.held").order_by("at")
    assert [a.account.external_id for a in places] == ["a-banque", "a-meunier"]


def test_the_account_given_with_an_activity_counts(folder: Folder):
    folder.add("activities.csv", "e-4,c-claire,call.held,2026-11-22T10:00:00Z,a-meunier,")
    folder.sync()
    assert Activity.objects.get(type="call.held").account.external_id == "a-meunier"


def test_a_late_activity_is_added_to_its_day(folder: Folder):
    folder.sync()
    folder.add("activities.csv", "e-4,c-claire,web.pricing,2026-11-20T11:00:00Z,,")
    folder.sync()
    assert DayCount.objects.get(person__external_id="c-claire").count == 3


def test_an_activity_given_twice_counts_once(folder: Folder):
    folder.add("activities.csv", "e-1,c-claire,call.held,2026-11-22T10:00:00Z,,")
    outcome = folder.sync()
    assert (counts(outcome, "activities").added, counts(outcome, "activities").same) == (3, 1)
    assert not Activity.objects.filter(type="call.held").exists()


def test_an_activity_that_fitted_nowhere_is_taken_once_it_does(folder: Folder):
    folder.add("activities.csv", "e-9,c-new,call.held,2026-11-22T10:00:00Z,,")
    assert folder.sync().problems == 1
    folder.add("contacts.csv", "c-new,Neuf,Noé,a-banque,,,")
    assert folder.sync().problems == 0
    assert Activity.objects.get(type="call.held").person.name == "Noé Neuf"


def test_progress_is_told_kind_by_kind(folder: Folder):
    told: list[Progress] = []
    sync(folder.source.ref, told.append)
    assert [p.kind for p in told] == [
        "users",
        "accounts",
        "contacts",
        "opportunities",
        "account_team",
        "activities",
    ]
    assert (told[-1].rows_read, told[-1].rows_expected) == (15, 15)


def test_a_finished_run_says_when_the_source_was_last_taken_over(folder: Folder):
    folder.sync()
    assert Source.objects.get().synced_at == MONDAY


def test_a_run_is_recorded_with_its_doer(folder: Folder):
    hand = Actor(kind="console", ref="root", name="root")
    sync(folder.source.ref, actor=hand)
    verbs = Entry.objects.order_by("pk").values_list("verb", "actor_kind", "subject_kind")
    assert list(verbs) == [
        ("sync.started", "console", "source"),
        ("sync.finished", "console", "source"),
    ]


def test_the_accounts_with_new_activities_are_scored(folder: Folder):
    folder.sync()
    assert Account.objects.get(external_id="a-meunier").score.tenths > 0
