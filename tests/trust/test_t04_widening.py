"""T4: whatever is invited, resent, revoked or accepted, nobody has more than was given last."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from lorgnette.access import grants
from lorgnette.access.policy import NoAccess, viewer_for
from lorgnette.invitations import accept, amend, send
from lorgnette.invitations.send import SendRefused
from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.users.actors import actor_of
from lorgnette.users.models import User
from tests.cast import invited
from tests.trust.races import LONG

EXAMPLES, STEPS = (400, 50) if LONG else (15, 25)
NAMES = ("Ada", "Ben")
names, scopes = st.sampled_from(NAMES), st.sampled_from(("own", "all"))
spans = st.sampled_from((None, 0, 1, 30))


@dataclass
class Person:
    """What an administrator has given, told apart from the product."""

    row: object
    terms: tuple | None = None  # of the access: scope, ends_at
    locked: bool = False
    offer: tuple | None = None  # of the invitation that waits: scope, ends_at
    token: str = ""
    link_ends_at: datetime | None = None
    dead: list[str] = field(default_factory=list)

    def bury(self):
        """The link is over, whatever comes."""
        if self.token:
            self.dead.append(self.token)
        self.token, self.offer = "", None


class Invitations(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.at = invited.MONDAY
        with clock.pretend(self.at):
            invited.aubier()
            self.helene = invited.administrator()
            self.people = {name: Person(invited.crm_user(name, "Case")) for name in NAMES}

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @rule(hours=st.sampled_from((1, 25, 24 * 8, 24 * 40)))
    def time_passes(self, hours):
        self.at += timedelta(hours=hours)

    @rule(name=names, scope=scopes, days=spans, by_email=st.booleans())
    def invite(self, name, scope, days, by_email):
        person = self.people[name]
        with clock.pretend(self.at):
            last_day = None if days is None else clock.today("Europe/Paris") + timedelta(days=days)
            given = {"scope": scope, "last_day": last_day}
            typed = {"first_name": name, "last_name": "Case", "address": person.row.address.upper()}
            ref = (
                invited.drafted_by_email(self.helene, **typed | given)
                if by_email
                else invited.drafted(self.helene, person.row, **given)
            )
            waits = person.offer and not self.over(person.offer[1])
            if person.terms or waits:
                with pytest.raises(SendRefused):
                    send.send(actor_of(self.helene), ref)
                return
            person.bury()
            send.send(actor_of(self.helene), ref)
            ends_at = clock.end_of_day(last_day, "Europe/Paris") if last_day else None
            self.mailed(person, (scope, ends_at))

    @rule(name=names)
    def resend(self, name):
        person = self.people[name]
        with clock.pretend(self.at):
            if self.refused(amend.resend, person):
                return
            terms = person.offer
            assert terms
            person.bury()
            self.mailed(person, terms)

    @rule(name=names)
    def revoke(self, name):
        person = self.people[name]
        with clock.pretend(self.at):
            if not self.refused(amend.revoke, person):
                if not person.offer:
                    person.terms, person.locked = None, False
                person.bury()

    @rule(name=names, locked=st.booleans())
    def lock_or_unlock(self, name, locked):
        person = self.people[name]
        verb = (lambda ref, a: grants.lock(ref, "", a)) if locked else grants.unlock
        with clock.pretend(self.at):
            if not self.refused(verb, person):
                person.locked = locked

    @rule(name=names)
    def extend_to_tomorrow(self, name):
        person = self.people[name]
        with clock.pretend(self.at):
            day = clock.today("Europe/Paris") + timedelta(days=1)
            if not self.refused(lambda ref, a: grants.extend(ref, day, a), person):
                person.terms = (person.terms[0], clock.end_of_day(day, "Europe/Paris"))

    @rule(name=names, signed_in=st.booleans())
    def accept(self, name, signed_in):
        person = self.people[name]
        user = self.user(person) if signed_in else None
        with clock.pretend(self.at):
            try:
                accept.accept(person.token, password_hash="!", signed_in_user=user)
            except Refusal:
                return
            assert person.offer
            assert self.at < person.link_ends_at
            person.terms, person.locked = person.offer, False
            person.bury()

    @rule(name=names)
    def decline(self, name):
        person = self.people[name]
        with clock.pretend(self.at):
            try:
                accept.decline(person.token)
            except Refusal:
                return
            person.bury()

    @invariant()
    def nobody_has_more_than_was_given(self):
        with clock.pretend(self.at):
            for person in self.people.values():
                assert self.seen(person) == self.given(person)

    @invariant()
    def dead_links_stay_dead(self):
        with clock.pretend(self.at):
            for person in self.people.values():
                for token in person.dead:
                    with pytest.raises((accept.LinkDead, accept.LinkUnknown)):
                        accept.accept(token, password_hash="!", signed_in_user=self.user(person))

    def mailed(self, person, terms):
        person.offer, person.token = terms, invited.token(person.row)
        week = self.at + timedelta(days=7)
        person.link_ends_at = min(week, terms[1]) if terms[1] else week

    def refused(self, verb, person):
        try:
            verb(invited.member_ref(person.row), actor_of(self.helene))
        except (Refusal, invited.Member.DoesNotExist):
            return True
        return False

    def over(self, ends_at):
        return ends_at is not None and ends_at <= self.at

    def user(self, person):
        return User.objects.filter(address_key=person.row.address_key).first()

    def seen(self, person):
        user = self.user(person)
        try:
            viewer = viewer_for(user) if user else None
        except NoAccess:
            return None
        if viewer is None:
            return None
        assert not user.is_administrator
        assert (viewer.crm_user_ids is None) == (viewer.scope == "all")
        last_day = viewer.last_day
        return viewer.scope, clock.end_of_day(last_day, viewer.zone) if last_day else None

    def given(self, person):
        if person.terms is None or person.locked or self.over(person.terms[1]):
            return None
        return person.terms


@pytest.mark.django_db
def test_nobody_ever_has_more_than_an_administrator_gave():
    run_state_machine_as_test(
        Invitations,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
        ),
    )
