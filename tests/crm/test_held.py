"""A source that comes back empty or halved stops and asks."""

import pytest

from lorgnette.accounts.models import Account
from lorgnette.audit.models import Entry
from lorgnette.crm import runs
from lorgnette.crm.due import due_sources
from lorgnette.crm.guard import shrunk
from lorgnette.crm.outcome import Shrunk
from lorgnette.directory.models import CrmUser
from lorgnette.kernel.actor import Actor
from tests.cast.crm import USERS, Folder

HELENE = Actor(kind="administrator", ref="helene", name="Hélène Dubreuil")
HEADER, *LINES = USERS.splitlines(keepends=True)
BEFORE = {"users": 100, "accounts": 0, "contacts": 1, "opportunities": 10, "account_team": 10}


@pytest.mark.parametrize(
    ("kind", "now", "asks"),
    [
        ("users", 0, True),
        ("users", 49, True),
        ("users", 50, False),
        ("users", None, False),
        ("accounts", 0, False),
        ("contacts", 0, True),
        ("opportunities", 4, True),
        ("account_team", 5, False),
    ],
)
def test_empty_or_below_half_is_asked_about(kind, now, asks):
    assert bool(shrunk(BEFORE, {kind: now}, {})) is asks


def test_what_was_accepted_is_not_asked_about_again():
    assert shrunk(BEFORE, {"users": 30}, {"users": 30}) == ()


def test_what_shrank_further_than_was_accepted_is_asked_about_again():
    assert shrunk(BEFORE, {"users": 29}, {"users": 30}) == (Shrunk("users", 100, 29),)


@pytest.mark.django_db
class TestAHeldRun:
    @pytest.fixture
    def held(self, folder: Folder):
        folder.sync()
        folder.write("users.csv", HEADER)
        return folder.sync()

    def test_changes_nothing_and_tells_the_numbers(self, held):
        assert (held.state, held.held) == ("held", (Shrunk("users", 5, 0),))
        assert not CrmUser.objects.exclude(gone_at=None).exists()
        entry = Entry.objects.get(verb="sync.held")
        assert entry.values["kinds"] == {"users": {"before": 5, "now": 0}}

    def test_waits_for_its_answer(self, held):
        assert due_sources() == []

    def test_accepted_takes_the_smaller_numbers_over(self, held, folder: Folder):
        runs.answer(held.ref, HELENE, accept=True)
        assert due_sources() == [folder.source.ref]
        assert folder.sync().state == "done"
        assert not CrmUser.objects.filter(gone_at=None).exists()

    def test_left_keeps_what_is_mirrored_and_looks_again(self, held, folder: Folder):
        runs.answer(held.ref, HELENE, accept=False)
        assert runs.by_ref(held.ref).state == "left"
        assert CrmUser.objects.filter(gone_at=None).count() == 5
        folder.write("users.csv", USERS)
        assert folder.sync().state == "done"

    def test_an_answer_is_recorded_with_who_gave_it(self, held):
        runs.answer(held.ref, HELENE, accept=True)
        entry = Entry.objects.get(verb="sync.answered")
        assert (entry.actor_ref, entry.values["accept"]) == ("helene", True)

    def test_is_answered_once(self, held):
        runs.answer(held.ref, HELENE, accept=False)
        with pytest.raises(runs.NothingToAnswer):
            runs.answer(held.ref, HELENE, accept=True)

    def test_asks_nothing_once_a_later_run_has_been(self, held, folder: Folder):
        folder.write("users.csv", USERS)
        folder.sync()
        with pytest.raises(runs.NothingToAnswer):
            runs.answer(held.ref, HELENE, accept=True)


@pytest.mark.django_db
def test_a_file_that_is_missing_removes_nothing(folder: Folder):
    folder.sync()
    (folder.path / "contacts.csv").unlink()
    outcome = folder.sync()
    assert (outcome.state, outcome.problems) == ("done", 1)
    assert next(c for c in outcome.counts if c.kind == "contacts").gone == 0


@pytest.mark.django_db
def test_a_row_that_became_unreadable_stays_as_it_was(folder: Folder):
    folder.sync()
    folder.change("accounts.csv", "Meunier Frères,", "<b>Meunier</b>,")
    folder.sync()
    problem = runs.problems(runs.recent(folder.source.ref, 1)[0].ref).rows[0]
    assert (problem.line, problem.column, problem.code) == (3, "name", "name_has_markup")
    assert Account.objects.get(external_id="a-meunier").gone_at is None
