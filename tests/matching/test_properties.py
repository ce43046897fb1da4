"""Whatever happens in whatever order: nobody is in two places, answers hold, doing it again is
nothing.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorgnette.accounts import memberships, unmatched
from lorgnette.accounts.memberships import Stay
from lorgnette.accounts.models import Account, Membership, Person
from lorgnette.kernel import clock
from lorgnette.matching import review
from lorgnette.matching.match import match
from lorgnette.matching.models import Answer, Candidate, Decision
from lorgnette.matching.rules import ATTACHED, Asked, Named, Rules, decide
from lorgnette.matching.timeline import Decided, stays
from tests.cast.people import HELENE_ACTOR
from tests.matching.cast import account, person, work

START = datetime(2026, 1, 1, tzinfo=UTC)
HOSTS = ("nord.example", "fr.nord.example", "syd.example", "gmail.com", "twin.example")

days = st.integers(0, 60).map(lambda n: START + timedelta(days=n))


@st.composite
def intervals(draw):
    """Some that follow each other, the last one perhaps open, over three accounts."""
    ends = sorted(draw(st.lists(days, min_size=2, max_size=7, unique=True)))
    pairs = [*zip(ends, ends[1:], strict=False)]
    if draw(st.booleans()):
        pairs.append((ends[-1], None))
    kept = [pair for pair in pairs if draw(st.booleans())]
    return [(draw(st.integers(1, 3)), since, until) for since, until in kept]


def overlaps(found):
    ends = [stay.until or datetime.max.replace(tzinfo=UTC) for stay in found]
    return any(end > later.since for end, later in zip(ends, found[1:], strict=False)) or any(
        stay.until is not None and stay.since >= stay.until for stay in found
    )


@given(intervals(), intervals())
def test_what_is_decided_never_overlaps_what_is_fixed_and_covers_the_rest(decided, fixed):
    crm = [Stay(*one) for one in fixed]
    found = stays([Decided(one[0], "exact_domain", *one[1:]) for one in decided], crm)
    assert not overlaps(sorted([*found, *crm], key=lambda stay: stay.since))
    for day in (START + timedelta(days=n, hours=12) for n in range(61)):
        by_crm = next((s.account_id for s in crm if s.holds(day)), None)
        by_rule = next((a for a, since, until in decided if Stay(a, since, until).holds(day)), None)
        now = next((s.account_id for s in found if s.holds(day)), None)
        assert now == (None if by_crm is not None else by_rule)


hosts = st.sampled_from(HOSTS)
names = st.sampled_from(["Nord", "Syd AS", "Twin", ""])


@given(
    st.sampled_from(["", "gmail.com"]),
    names,
    st.lists(st.tuples(names.filter(bool), hosts), max_size=4),
    st.builds(
        Rules,
        margin=st.integers(1, 50),
        name_least=st.integers(0, 100),
        to_parent=st.booleans(),
    ),
)
def test_a_name_alone_never_attaches(host, company, accounts, rules):
    known = [Named(n, name, site, site) for n, (name, site) in enumerate(accounts)]
    assert decide(Asked(host, host, company), known, rules).outcome != ATTACHED


steps = st.lists(
    st.one_of(
        st.tuples(st.just("address"), st.sampled_from(HOSTS)),
        st.tuples(st.just("company"), names),
        st.tuples(st.just("crm"), st.sampled_from(["Nord", "Syd", "Twin", "Twin two", None])),
        st.tuples(st.just("yes"), st.integers(0, 3)),
        st.tuples(st.just("no"), st.integers(0, 3)),
        st.tuples(st.just("undo"), st.integers(0, 3)),
        st.tuples(st.just("rerun"), st.booleans()),
        st.tuples(st.just("gone"), st.sampled_from(["Nord", "Twin two"])),
    ),
    min_size=1,
    max_size=9,
)


class Story:
    """One person through a random life, and what has to hold after each step."""

    def __init__(self):
        for name, host in (
            ("Nord", "nord"),
            ("Syd", "syd"),
            ("Twin", "twin"),
            ("Twin two", "twin"),
        ):
            account(name, f"{host}.example")
        self.who = person("ingrid@gmail.com", company="Nord")
        work()

    def do(self, step, what, at):
        with clock.pretend(at):
            getattr(self, step)(what, at)
            work()

    def address(self, host, at):
        Person.objects.filter(pk=self.who.pk).update(address_key=f"ingrid@{host}")
        unmatched.mark([self.who.pk], at)

    def company(self, name, at):
        Person.objects.filter(pk=self.who.pk).update(company=name)
        unmatched.mark([self.who.pk], at)

    def crm(self, name, at):
        place = Account.objects.get(name=name).pk if name else None
        memberships.place({self.who.pk: place}, at)

    def yes(self, n, _at, *, accept=True):
        waiting = list(Candidate.objects.order_by("account"))
        if n < len(waiting):
            ref = waiting[n].account.public_id
            review.answer(self.who.public_id, ref, HELENE_ACTOR, accept=accept)

    def no(self, n, at):
        self.yes(n, at, accept=False)

    def undo(self, n, _at):
        standing = list(Answer.objects.filter(undone_at=None).order_by("pk"))
        if n < len(standing):
            review.undo(self.who.public_id, standing[n].account.public_id, HELENE_ACTOR)

    def rerun(self, strict, _at):
        match([self.who.pk], Rules(version=9, exact=not strict))
        match([self.who.pk])

    def gone(self, name, at):
        Account.objects.filter(name=name).update(gone_at=at)
        unmatched.mark_gone_accounts(at)

    def holds(self):
        found = memberships.stays_of([self.who.pk]).get(self.who.pk, [])
        assert not overlaps(found)
        rejected = Answer.objects.filter(undone_at=None, accepted=False).values("account")
        assert not Candidate.objects.filter(account__in=rejected).exists()
        by_rule = Membership.objects.exclude(rule__in=["crm", "accepted"])
        assert not by_rule.filter(account__in=rejected).exists()
        yes = Answer.objects.filter(undone_at=None, accepted=True).first()
        now = next((stay for stay in found if stay.until is None), None)
        if yes is not None:
            assert now is not None
            assert now.rule == "crm" or now.account_id == yes.account_id

    def is_idle(self):
        tables = (Membership, Decision, Candidate)
        before = [list(table.objects.order_by("pk").values()) for table in tables]
        assert match([self.who.pk]) == 0
        assert before == [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.mark.django_db
@given(steps)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_a_life_in_any_order(taken):
    with transaction.atomic():
        story = Story()
        for n, (step, what) in enumerate(taken):
            story.do(step, what, START + timedelta(days=n + 1))
            story.holds()
            story.is_idle()
        transaction.set_rollback(True)
