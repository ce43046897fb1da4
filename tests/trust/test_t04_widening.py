"""T4: whatever is invited, edited, resent, revoked, restored or accepted, one at a time or many at
once, nobody has more than was given last.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from lorgnette.access import grants
from lorgnette.access.policy import NoAccess, viewer_for
from lorgnette.invitations import accept, again, amend, bulk, edit, roster, send
from lorgnette.invitations.edit import Changes
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.send import SendRefused
from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.tokens import digest
from lorgnette.mail.models import Message
from lorgnette.users.actors import actor_of
from lorgnette.users.models import User
from lorgnette.workspace.models import Workspace
from tests.cast import invited
from tests.trust.races import LONG

EXAMPLES, STEPS = (400, 50) if LONG else (20, 25)
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
    former: tuple | None = None  # what was revoked last: terms, locked

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
            # How much mail a day is too much is another row's.
            Workspace.objects.update(address_daily=1_000, inviter_daily=10_000)
            self.helene = invited.administrator()
            self.people = {name: Person(invited.crm_user(name, "Case")) for name in NAMES}

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(scope=scopes, days=spans, accepted=st.booleans())
    def both_are_invited(self, scope, days, accepted):
        """Most of what can go wrong needs somebody who has something."""
        for name in NAMES:
            self.invite(name, scope, days, by_email=False)
        if accepted:
            self.accept(NAMES[0], signed_in=False)

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
                self.taken_back(person)

    @rule(name=names, scope=st.sampled_from((None, "own", "all")), days=spans, mail=st.booleans())
    def edit(self, name, scope, days, mail):
        person = self.people[name]
        with clock.pretend(self.at):
            last_day = None if days is None else clock.today("Europe/Paris") + timedelta(days=days)
            changes = Changes(last_day=last_day, scope=scope, mail=mail)
            if self.refused(lambda ref, a: edit.edit(ref, a, changes), person):
                return
            assert person.offer
            ends_at = clock.end_of_day(last_day, "Europe/Paris") if last_day else None
            terms = (scope or person.offer[0], ends_at)
            if invited.current(person.row).token_digest == digest(person.token):
                person.offer = terms
                person.link_ends_at = invited.current(person.row).link_ends_at
                assert ends_at is None or person.link_ends_at <= ends_at
            else:
                person.bury()
                self.mailed(person, terms)

    @rule(name=names)
    def mail_goes_out(self, name):
        """From now on the link may be in somebody's hands."""
        if self.people[name].offer:
            message = invited.current(self.people[name].row).message
            Message.objects.filter(pk=message.pk).update(handed_at=self.at)

    @rule(name=names)
    def move_to_the_other(self, name):
        """Another address: the offer goes along, once, and the old link dies."""
        person, other = self.people[name], self.people[NAMES[1 - NAMES.index(name)]]
        changes = Changes(address=other.row.address.upper())
        with clock.pretend(self.at):
            if self.refused(lambda ref, a: edit.edit(ref, a, changes), person):
                return
            terms = person.offer
            assert terms
            assert not other.terms
            assert not other.token or self.over(other.offer[1])
            person.bury()
            other.bury()
            self.mailed(other, terms)

    @rule(name=names)
    def restore(self, name):
        person = self.people[name]
        with clock.pretend(self.at):
            day = clock.today("Europe/Paris")
            if self.refused(lambda ref, a: again.restore(ref, day, a), person):
                return
            assert person.former
            assert not person.offer or self.over(person.offer[1])
            (scope, ends_at), person.locked = person.former
            if self.over(ends_at):
                ends_at = clock.end_of_day(day, "Europe/Paris")
            person.terms, person.former = (scope, ends_at), None
            person.bury()

    @rule(name=names)
    def start_fresh(self, name):
        person = self.people[name]
        with clock.pretend(self.at):
            if not self.refused(again.start_fresh, person) and person.terms:
                self.taken_back(person)

    @rule(
        verb=st.sampled_from(("resend", "revoke", "lock", "unlock", "extend")), undone=st.booleans()
    )
    def to_all(self, verb, undone):
        """What is undone at once changes nothing but the links that died."""
        known = [p for p in self.people.values() if self.is_known(p)]
        if not known:
            return
        with clock.pretend(self.at):
            actor = actor_of(self.helene)
            day = clock.today("Europe/Paris") + timedelta(days=1)
            ref = bulk.ask(actor, verb, refs=[invited.member_ref(p.row) for p in known])
            able = {p.row.pk for p in known if self.would(verb, p)}
            bulk.start(ref, actor, last_day=day if verb == "extend" else None)
            bulk.go_on(ref)
            if undone and bulk.look(ref).undoable:
                bulk.undo(ref, actor)
                bulk.go_on(ref)
            for person in known:
                if person.row.pk in able:
                    self.done_to(verb, person, day, undone=undone)

    def would(self, verb, person):
        if verb == "resend":
            return person.offer and not self.over(person.offer[1]) and self.lately(person) < 5
        if verb == "revoke":
            return person.offer or person.terms
        return person.terms and (verb == "extend" or person.locked == (verb == "unlock"))

    def done_to(self, verb, person, day, *, undone):
        if verb == "resend":
            terms = person.offer
            person.bury()
            self.mailed(person, terms)
        elif verb == "revoke":
            if person.offer or not undone:
                self.taken_back(person)
        elif undone:
            return
        elif verb == "extend":
            person.terms = (person.terms[0], clock.end_of_day(day, "Europe/Paris"))
        else:
            person.locked = verb == "lock"

    def lately(self, person):
        rows = Invitation.objects.filter(member__address_key=person.row.address_key)
        return rows.filter(invited_at__gt=self.at - timedelta(hours=1)).count()

    def is_known(self, person):
        return invited.Member.objects.filter(address_key=person.row.address_key).exists()

    def taken_back(self, person):
        """The offer if there is one, else the access."""
        if not person.offer:
            person.former = (person.terms, person.locked)
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
            person.terms, person.locked, person.former = person.offer, False, None
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

    @invariant()
    def the_counts_are_those_of_the_list(self):
        with clock.pretend(self.at):
            told = Counter(line.status for line in roster.list_members().rows)
            assert {
                k: v for k, v in roster.counts().items() if v and k not in ("all", "ends_soon")
            } == told

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
