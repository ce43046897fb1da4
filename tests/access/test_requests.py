"""A person asks for more time; an administrator extends or declines, once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lorgnette.access import grants, requests, wishes
from lorgnette.access.last_day import LastDayPast
from lorgnette.access.models import ExtensionRequest, Grant
from lorgnette.access.requests import (
    AskedLately,
    NothingToExtend,
    RequestAnswered,
    RequestMoot,
    WhyTooLong,
)
from lorgnette.audit import trail
from lorgnette.kernel import clock
from lorgnette.users.actors import actor_of
from tests.cast import invited
from tests.cast.people import AT, dafydd

LAST, LATER = date(2026, 12, 31), date(2027, 3, 31)
ENDED = datetime(2027, 1, 2, 9, tzinfo=UTC)


@pytest.fixture
def seller(helene, give_until):
    person = dafydd()
    give_until(person, LAST)
    return person


@pytest.fixture
def odile(helene):
    return invited.administrator("Odile", "Marchand")


def ask(person, why="The Meunier deal closes in March.", day=None, *, at=ENDED) -> str:
    """Asks; answers the request's ref."""
    with clock.pretend(at):
        requests.ask(person.member.public_id, why, day, actor_of(person))
    return ExtensionRequest.objects.latest("pk").public_id


def at(moment, verb, *args, **named):
    with clock.pretend(moment):
        return verb(*args, **named)


def test_the_inviter_is_asked_alone(seller, odile, letters):
    ref = ask(seller, day=LATER)
    (letter,) = letters("extension_asked")
    assert letter.to_address == "helene.dubreuil@aubier.example"
    assert letter.reply_address == "dafydd.prys-howell@aubier.example"
    assert letter.values["why"] == "The Meunier deal closes in March."
    assert letter.values["wished_day"] == "2027-03-31"
    assert at(ENDED, wishes.look, ref).state == "ended"
    assert wishes.count_open() == 1


def test_all_administrators_are_asked_where_the_inviter_is_gone(seller, helene, odile, letters):
    invited.administrator("Paul", "Ruiz")
    helene.is_administrator = False
    helene.save()
    ask(seller)
    assert [letter.to_address for letter in letters("extension_asked")] == [
        "odile.marchand@aubier.example",
        "paul.ruiz@aubier.example",
    ]


def test_one_can_ask_again_a_day_later_and_it_is_one_request(seller, letters):
    ask(seller)
    with pytest.raises(AskedLately):
        ask(seller, at=ENDED + timedelta(hours=23))
    ask(seller, "Please.", at=ENDED + timedelta(hours=25))
    assert ExtensionRequest.objects.count() == 1
    assert len(letters("extension_asked")) == 2


def test_extending_opens_the_access_and_tells_the_person(seller, helene, letters):
    ref = ask(seller)
    at(ENDED, requests.extend, ref, LATER, actor_of(helene))
    assert Grant.objects.get().last_day == LATER
    (letter,) = letters("extension_granted")
    assert letter.to_address == "dafydd.prys-howell@aubier.example"
    assert letter.values["last_day"] == "2027-03-31"
    assert letter.values["whom"] == "Hélène Dubreuil"
    assert wishes.count_open() == 0
    assert at(ENDED, wishes.look, ref).answer == "extended"


def test_declining_says_why(seller, helene, letters):
    ref = ask(seller)
    at(ENDED, requests.decline, ref, "The team has changed.", actor_of(helene))
    (letter,) = letters("extension_declined")
    assert letter.values["note"] == "The team has changed."
    assert Grant.objects.get().last_day == LAST
    wish = at(ENDED, wishes.wish_of, seller.member.public_id)
    assert (wish.answer, wish.note, wish.can_ask) == ("declined", "The team has changed.", False)


@pytest.mark.parametrize("second", ["extend", "decline"])
def test_the_second_answer_is_told_of_the_first(seller, helene, odile, second, letters):
    ref = ask(seller)
    at(ENDED, requests.extend, ref, LATER, actor_of(helene))
    answer = {"extend": requests.extend, "decline": requests.decline}[second]
    what = {"extend": None, "decline": ""}[second]
    with pytest.raises(RequestAnswered) as told:
        at(ENDED, answer, ref, what, actor_of(odile))
    assert told.value.values["name"] == "Hélène Dubreuil"
    assert Grant.objects.get().last_day == LATER
    assert len(letters("extension_granted", "extension_declined")) == 1


def test_an_extension_on_the_sheet_answers_it_too(seller, helene, letters):
    ref = ask(seller)
    at(ENDED, grants.extend, seller.member.public_id, LATER, actor_of(helene))
    assert wishes.count_open() == 0
    assert wishes.look(ref).answered_by == "Hélène Dubreuil"
    assert len(letters("extension_granted")) == 1


def test_a_revocation_closes_it_and_writes_no_letter(seller, helene, letters):
    ref = ask(seller)
    at(ENDED, grants.revoke, seller.member.public_id, actor_of(helene))
    assert wishes.count_open() == 0
    assert not letters("extension_granted", "extension_declined")
    with pytest.raises(RequestMoot):
        at(ENDED, requests.decline, ref, "", actor_of(helene))


class TestLocked:
    @pytest.fixture
    def locked(self, seller, helene):
        at(AT, grants.lock, seller.member.public_id, "On leave", actor_of(helene))
        return seller

    def test_extending_opens_it(self, locked, helene, letters):
        ref = ask(locked, at=AT + timedelta(days=1))
        at(AT + timedelta(days=1), requests.extend, ref, LATER, actor_of(helene))
        grant = Grant.objects.get()
        assert (grant.locked_at, grant.last_day) == (None, LATER)
        (letter,) = letters("extension_granted")
        assert letter.values["last_day"] == "2027-03-31"

    def test_it_can_be_opened_with_the_end_it_has(self, locked, helene, letters):
        ref = ask(locked, at=AT + timedelta(days=1))
        at(AT + timedelta(days=1), requests.extend, ref, None, actor_of(helene), keep=True)
        grant = Grant.objects.get()
        assert (grant.locked_at, grant.last_day) == (None, LAST)
        assert len(letters("extension_granted")) == 1

    def test_unlocking_on_the_sheet_answers_it(self, locked, helene, letters):
        ask(locked, at=AT + timedelta(days=1))
        at(AT + timedelta(days=2), grants.unlock, locked.member.public_id, actor_of(helene))
        assert wishes.count_open() == 0

    def test_asked_before_the_lock_it_stays_open(self, seller, helene):
        ask(seller, at=AT)
        ref = seller.member.public_id
        at(AT + timedelta(hours=1), grants.lock, ref, "", actor_of(helene))
        at(AT + timedelta(hours=2), grants.unlock, ref, actor_of(helene))
        assert wishes.count_open() == 1


def test_nothing_to_extend_without_an_end(helene, give_until):
    person = dafydd()
    with pytest.raises(NothingToExtend):
        ask(person)
    give_until(person, None)
    with pytest.raises(NothingToExtend):
        ask(person)


def test_what_is_wrong_is_said_beside_its_field(seller):
    with pytest.raises(WhyTooLong) as long:
        ask(seller, "x" * 301)
    assert long.value.field == "why"
    with pytest.raises(LastDayPast) as past:
        ask(seller, day=LAST)
    assert past.value.field == "wished_day"
    assert not ExtensionRequest.objects.exists()


def test_a_refused_extension_leaves_the_request_open(seller, helene, letters):
    ref = ask(seller)
    with pytest.raises(LastDayPast):
        at(ENDED, requests.extend, ref, LAST, actor_of(helene))
    assert wishes.count_open() == 1
    assert not letters("extension_granted")


def test_the_trail_tells_all_of_it(seller, helene):
    ref = ask(seller)
    at(ENDED + timedelta(hours=1), requests.decline, ref, "No.", actor_of(helene))
    events = trail.about("member", seller.member.public_id)
    verbs = [event.verb for event in events]
    assert verbs[:2] == ["access.extension_answered", "access.extension_asked"]
    assert events[0].values["answer"] == "declined"
    assert events[1].personal["why"] == "The Meunier deal closes in March."


def test_what_was_answered_long_ago_is_forgotten(seller, helene):
    ref = ask(seller)
    at(ENDED, requests.decline, ref, "", actor_of(helene))
    assert at(ENDED + timedelta(days=364), wishes.prune) == 0
    assert at(ENDED + timedelta(days=366), wishes.prune) == 1
