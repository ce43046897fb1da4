"""T3: of many who want the last seats at once exactly as many get one as there are."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import pytest
from django.db import transaction

from lorgnette.access import grants, seats
from lorgnette.access.models import Grant, SeatReservation
from lorgnette.directory.models import CrmUser
from lorgnette.invitations import accept, amend, send
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.kernel.addresses import parse_address
from lorgnette.users.actors import actor_of
from lorgnette.users.members import NewMember, ensure_many
from lorgnette.users.models import User
from lorgnette.workspace.models import Workspace
from tests.cast import invited
from tests.trust.races import LONG, at_once, shared_database

pytestmark = pytest.mark.django_db(transaction=True)
LIMIT = 10
SEED = 20_261_124
# The long form begins anew with another seed: a hundred rounds in all.
BEGINNINGS, ROUNDS, CONTENDERS = (20, 5, 1000) if LONG else (1, 5, 32)
# As many as a server of pages has, and a few; the long form has more than any SQLite file will.
THREADS = 24 if LONG else 8


@pytest.fixture(autouse=True)
def _shared(tmp_path, transactional_db):
    with shared_database(tmp_path):
        invited.aubier()
        yield


@dataclass(frozen=True)
class Contest:
    """A round: how many seats were free at its start, and what contends for them."""

    free: int
    verbs: list[Callable[[], object]]


@pytest.mark.parametrize("seed", range(SEED, SEED + BEGINNINGS))
def test_the_last_seats_are_given_once(seed, counted):
    """A mix of Sends, accepts of what was invited before, unlocks and extensions."""
    helene, dice, won = invited.administrator(), random.Random(seed), 0
    for number in range(ROUNDS):
        contest = _contest(helene, number, dice)
        told = at_once(_dealt(contest.verbs))
        assert set(told) == {"done"}, told
        now = seats.standing()
        assert now.taken == LIMIT, (number, now)
        won += contest.free
        _clear()
    counted(f"{ROUNDS} rounds of {CONTENDERS:,} for {LIMIT} seats: {won} free, {won} won")


def test_resends_accepts_and_revocations_keep_to_the_limit_too():
    """A pending invitation's own seat is not counted twice, whatever happens to it at once."""
    helene = invited.administrator()
    actor = actor_of(helene)
    people = [invited.crm_user("Kim", f"Number {number}") for number in range(LIMIT)]
    invited.invite(helene, *people)
    _limit(LIMIT)
    outside = [invited.crm_user("Lou", f"Number {number}") for number in range(LIMIT)]
    verbs = [_accepting(token) for token in invited.tokens(people)]
    verbs += [partial(amend.resend, invited.member_ref(one), actor) for one in people]
    verbs += [partial(amend.revoke, invited.member_ref(one), actor) for one in people[:5]]
    verbs += [partial(_refusing, _sending(helene, one)) for one in outside]
    told = at_once(verbs)
    assert set(told) <= {"done", "link_superseded", "link_revoked", "nothing_pending"}, told
    assert seats.standing().taken <= LIMIT


def _contest(helene: User, number: int, dice: random.Random) -> Contest:
    """Some seats are taken already; of each kind a quarter of the contenders."""
    quarter, taken, actor = CONTENDERS // 4, dice.randrange(LIMIT), actor_of(helene)
    _limit(None)
    _granted([f"In {number} {n}" for n in range(taken)])
    new, waiting = (
        invited.crm_users((name, f"{number} {n}") for n in range(quarter))
        for name in ("New", "Waiting")
    )
    invited.invite(helene, *waiting)
    # They were invited before there was a limit, and hold no seat.
    SeatReservation.objects.all().delete()
    at = clock.now()
    locked = _granted([f"Locked {number} {n}" for n in range(quarter)], locked_at=at)
    over = _granted([f"Over {number} {n}" for n in range(quarter)], ends_at=at)
    _limit(LIMIT)
    verbs: list[Callable[[], object]] = [
        *(partial(send.send, actor, ref) for ref in invited.drafted_each(helene, new)),
        *(_accepting(token) for token in invited.tokens(waiting)),
        *(partial(grants.unlock, ref, actor) for ref in locked),
        *(partial(grants.extend, ref, None, actor) for ref in over),
    ]
    dice.shuffle(verbs)
    return Contest(LIMIT - taken, verbs)


def _granted(names: list[str], **facts: datetime) -> list[str]:
    """People with access, locked or over where `facts` say so; their refs."""
    at = clock.now()
    members = ensure_many([_person(name) for name in names])
    Grant.objects.bulk_create(
        Grant(member=member, zone="Europe/Paris", granted_at=at, **facts) for member in members
    )
    return [member.public_id for member in members]


def _person(name: str) -> NewMember:
    address = parse_address(f"{name.replace(' ', '.').lower()}@aubier.example")
    return NewMember(address, *name.split(" ", 1), "en")


def _accepting(token: str) -> Callable[[], object]:
    return partial(accept.accept, token, password_hash=invited.UNUSABLE_HASH)


def _dealt(verbs: list[Callable[[], object]]) -> list[Callable[[], object]]:
    """To the threads in turn; who is told that there are too few seats goes on to the next."""
    hands = [verbs[start::THREADS] for start in range(min(THREADS, len(verbs)))]
    return [partial(_each, hand) for hand in hands]


def _each(verbs: list[Callable[[], object]]) -> None:
    for verb in verbs:
        _refusing(verb)


def _refusing(verb: Callable[[], object]) -> None:
    """Too few seats is an expected answer; every other refusal is a failure."""
    try:
        verb()
    except seats.TooFewSeats:
        return
    except send.SendRefused as refused:
        if [type(one) for one in refused.refusals] != [seats.TooFewSeats]:
            raise


def _sending(helene: User, person: CrmUser) -> Callable[[], object]:
    return partial(send.send, actor_of(helene), invited.drafted(helene, person))


def _limit(count: int | None) -> None:
    Workspace.objects.update(seat_limit=count)


def _clear() -> None:
    """The next round begins with every seat free."""
    with transaction.atomic():
        at = clock.now()
        Grant.objects.filter(revoked_at=None).update(revoked_at=at)
        Invitation.objects.filter(superseded_at=None).update(superseded_at=at)
        SeatReservation.objects.all().delete()
