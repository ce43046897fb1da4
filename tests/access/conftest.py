"""Aubier Systems, where Hélène has invited Dafydd and Wilhelmina."""

from datetime import date, datetime

import pytest

from lorgnette.access.grants import give
from lorgnette.access.models import OWN, Grant
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from lorgnette.users.models import User
from tests.cast import people
from tests.cast.people import AT, HELENE_ACTOR, PARIS


@pytest.fixture
def helene(db) -> User:
    people.aubier()
    return people.helene()


@pytest.fixture
def give_until(helene):
    """Access for somebody, invited by Hélène, through a day."""

    def through(user: User, last_day: date | None, *, at: datetime = AT, zone=PARIS) -> Grant:
        with clock.pretend(at):
            return give(
                user.member,
                scope=OWN,
                chosen=None,
                last_day=last_day,
                zone=zone,
                actor=HELENE_ACTOR,
                at=at,
                inviter=helene.member,
            )

    return through


@pytest.fixture
def letters():
    """The letters of a kind, by what they say."""

    def of(*kinds: str) -> list[Message]:
        return list(Message.objects.filter(kind__in=kinds).order_by("pk"))

    return of
