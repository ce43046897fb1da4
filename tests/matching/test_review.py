"""What people answer holds: a yes through every run, a no for ever, both until taken back."""

import pytest

from lorgnette.accounts import unmatched
from lorgnette.accounts.models import Membership, Person
from lorgnette.activities.models import Activity
from lorgnette.audit.models import Entry
from lorgnette.matching import potential, preview, rerun, review, rulesets
from lorgnette.matching.match import match
from lorgnette.matching.models import Answer, Candidate
from lorgnette.matching.potential import Filter
from lorgnette.matching.rules import Rules
from tests.cast.people import HELENE_ACTOR
from tests.matching.cast import JUNE, MARCH, SEPTEMBER, account, home, moves, person, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    """Ingrid wrote from free mail that she is of Nordhavn; the worker asks."""
    nordhavn = account("Nordhavn A/S")
    ingrid = person("ingrid@gmail.com", company="Nordhavn")
    work()
    return ingrid, nordhavn


def yes(who, where):
    return review.answer(who.public_id, where.public_id, HELENE_ACTOR, accept=True)


def no(who, where):
    return review.answer(who.public_id, where.public_id, HELENE_ACTOR, accept=False)


def test_a_yes_attaches_at_once_with_the_past(waiting):
    ingrid, nordhavn = waiting
    visit = Activity.objects.create(
        person=ingrid, type="web.visit", at=MARCH, weight=1, follows=True
    )
    assert yes(ingrid, nordhavn).accepted is True
    assert home(ingrid) == nordhavn
    assert Membership.objects.get(person=ingrid).rule == "accepted"
    visit.refresh_from_db()
    assert visit.account == nordhavn
    assert not Candidate.objects.exists()


def test_a_yes_holds_through_later_runs_and_addresses(waiting):
    ingrid, nordhavn = waiting
    yes(ingrid, nordhavn)
    sydhavn = account("Sydhavn", "syd.example")
    moves(ingrid, "ingrid@syd.example", JUNE)
    work()
    match([ingrid.pk], Rules(version=3, names=False))
    work()
    assert home(ingrid) == nordhavn
    match([ingrid.pk])
    asked = Candidate.objects.get(person=ingrid)
    assert (asked.account, asked.reason) == (sydhavn, "disagrees")


def test_a_no_never_comes_back(waiting):
    ingrid, nordhavn = waiting
    no(ingrid, nordhavn)
    assert not Candidate.objects.exists()
    unmatched.mark_accounts([nordhavn.pk])
    moves(ingrid, "ingrid@hotmail.com", JUNE)
    work()
    match([ingrid.pk])
    assert not Candidate.objects.exists()
    assert home(ingrid) is None


def test_an_answer_taken_back_asks_again(waiting):
    ingrid, nordhavn = waiting
    for answer in (yes, no):
        answer(ingrid, nordhavn)
        review.undo(ingrid.public_id, nordhavn.public_id, HELENE_ACTOR)
        assert home(ingrid) is None
        assert Candidate.objects.get().account == nordhavn
    assert Answer.objects.exclude(undone_at=None).count() == 2


def test_a_yes_to_another_account_takes_the_first_back():
    one, other = account("Nordhavn", "nord.example"), account("Sydhavn", "nord.example")
    ingrid = person("ingrid@nord.example")
    work()
    yes(ingrid, one)
    assert home(ingrid) == one
    yes(ingrid, other)
    assert home(ingrid) == other
    assert Answer.objects.filter(undone_at=None, accepted=True).count() == 1


def test_what_nobody_asks_any_more_is_refused(waiting):
    ingrid, nordhavn = waiting
    yes(ingrid, nordhavn)
    with pytest.raises(review.CandidateMissing):
        yes(ingrid, nordhavn)
    with pytest.raises(review.PersonUnknown):
        review.answer("nobody", nordhavn.public_id, HELENE_ACTOR, accept=True)
    review.undo(ingrid.public_id, nordhavn.public_id, HELENE_ACTOR)
    with pytest.raises(review.NothingToUndo):
        review.undo(ingrid.public_id, nordhavn.public_id, HELENE_ACTOR)


def test_equals_are_answered_together():
    nordhavn = account("Nordhavn A/S")
    people = [person(f"p{n}@gmail.com", company="Nordhavn") for n in range(3)]
    other = person("other@gmail.com", company="Nordhavnen")
    work()
    like = Candidate.objects.filter(person=people[0]).get().alike
    assert review.alike(nordhavn.public_id, like) == 3
    assert review.answer_alike(nordhavn.public_id, like, HELENE_ACTOR, accept=True) == 3
    assert [home(p) for p in people] == [nordhavn] * 3
    assert home(other) is None


def test_every_answer_is_in_the_trail(waiting):
    ingrid, nordhavn = waiting
    yes(ingrid, nordhavn)
    review.undo(ingrid.public_id, nordhavn.public_id, HELENE_ACTOR)
    no(ingrid, nordhavn)
    told = Entry.objects.filter(verb__startswith="matching.").order_by("pk")
    assert list(told.values_list("verb", flat=True)) == [
        "matching.accepted",
        "matching.undone",
        "matching.rejected",
    ]
    assert {entry.subject_ref for entry in told} == {ingrid.public_id}


def test_the_list_has_the_surest_first_with_all_their_accounts():
    account("Nordhavn A/S"), account("Sydhavn", "syd.example"), account("Syd", "syd.example")
    ingrid = person("ingrid@gmail.com", company="Nordhavn")
    per = person("per@syd.example")
    work()
    page = potential.people(Filter())
    assert [line.ref for line in page.rows] == [per.public_id, ingrid.public_id]
    assert {offer.account_name for offer in page.rows[0].offers} == {"Sydhavn", "Syd"}
    assert potential.counts(Filter()) == {"exact_domain": 1, "name": 1}
    assert [p.ref for p in potential.people(Filter(text="ingrid nord")).rows] == [ingrid.public_id]
    assert [p.ref for p in potential.people(Filter(rule="exact_domain")).rows] == [per.public_id]


def test_another_version_is_looked_at_before_and_runs_through_everybody():
    nordhavn = account("Nordhavn", "nord.example")
    people = [person(f"p{n}@nord.example") for n in range(3)]
    work()
    without = Rules(excluded=frozenset({"nord.example"}))
    seen = preview.preview(without)
    assert (seen.looked, seen.total, seen.lost, seen.is_whole) == (3, 3, 3, True)
    assert seen.examples["lost"][0].old == "Nordhavn"
    assert home(people[0]) == nordhavn
    version = rulesets.publish(without, HELENE_ACTOR, seen=0)
    work()
    assert [home(p) for p in people] == [None] * 3
    progress = rerun.latest()
    assert progress is not None
    assert (progress.version, progress.done, progress.moved) == (version, 3, 3)
    assert progress.finished_at is not None
    back = rulesets.roll_back(0, HELENE_ACTOR, seen=version)
    work()
    assert back == 2
    assert [home(p) for p in people] == [nordhavn] * 3


def test_two_who_publish_at_once_are_told():
    rulesets.publish(Rules(margin=20), HELENE_ACTOR, seen=0)
    with pytest.raises(rulesets.RulesChangedMeanwhile):
        rulesets.publish(Rules(margin=30), HELENE_ACTOR, seen=0)
    with pytest.raises(rulesets.NothingToPublish):
        rulesets.publish(Rules(margin=20), HELENE_ACTOR, seen=1)


def test_people_of_before_there_was_matching_are_looked_at():
    nordhavn = account("Nordhavn", "nord.example")
    ingrid = person("ingrid@nord.example")
    unmatched.take_accounts(10)
    unmatched.take_these([ingrid.pk])
    work()
    assert home(Person.objects.get(pk=ingrid.pk)) == nordhavn


def test_an_undo_gives_the_old_events_back_to_nobody(waiting):
    ingrid, nordhavn = waiting
    late = Activity.objects.create(
        person=ingrid, type="web.visit", at=SEPTEMBER, weight=1, follows=True
    )
    yes(ingrid, nordhavn)
    review.undo(ingrid.public_id, nordhavn.public_id, HELENE_ACTOR)
    late.refresh_from_db()
    assert late.account is None


def test_nobody_is_asked_about_somebody_who_is_gone(waiting):
    ingrid, nordhavn = waiting
    Person.objects.update(gone_at=JUNE)
    assert potential.people(Filter()).rows == []
    with pytest.raises(review.CandidateMissing):
        yes(ingrid, nordhavn)
    like = Candidate.objects.get().alike
    assert review.answer_alike(nordhavn.public_id, like, HELENE_ACTOR, accept=True) == 0
    assert not Answer.objects.exists()
    unmatched.mark_gone_people(JUNE)
    work()
    assert not Candidate.objects.exists()
