"""Matches people: what the rules say of each spell becomes dated memberships, with the evidence."""

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction

from lorgnette.accounts import memberships, spells, unmatched
from lorgnette.accounts.memberships import Stay
from lorgnette.accounts.models import Person
from lorgnette.activities import attach
from lorgnette.activities.event_locks import lock_all
from lorgnette.activities.groups import hints_of
from lorgnette.activities.models import Activity
from lorgnette.kernel import clock
from lorgnette.kernel.domains import registrable
from lorgnette.kernel.portions import portions
from lorgnette.matching import concerned, rerun, rulesets, written
from lorgnette.matching.facts import Facts, Judged, facts_of, judged
from lorgnette.matching.lookup import label_of
from lorgnette.matching.rules import Rules
from lorgnette.matching.timeline import Decided, stays

# Events that come in wait for no more people than this.
PORTION = 200
ACCOUNTS = 500


def match(person_ids: Collection[int], rules: Rules | None = None) -> int:
    """Matches these people now; returns how many of them are elsewhere than before.

    Doing it again changes nothing.
    """
    in_force, moved = rules or rulesets.current(), 0
    for part in portions(sorted(set(person_ids)), PORTION):
        with transaction.atomic():
            moved += _match(part, in_force)
    return moved


def match_pending() -> int:
    """A portion of what waits: accounts that changed first, then people; then a rerun goes on.

    Returns how many it looked at; 0 when nothing waits.
    """
    rules = rulesets.current()
    rerun.begin_if_never(rules.version)
    if unmatched.has_accounts():
        return _accounts()
    waiting = unmatched.first(PORTION)
    if waiting:
        match(waiting, rules)
        return len(waiting)
    return _go_on(rules) if rerun.is_under_way() else 0


def _accounts() -> int:
    with transaction.atomic():
        renamed = unmatched.take_accounts(ACCOUNTS)
        unmatched.mark(concerned.by_accounts(renamed))
    return len(renamed)


def _go_on(rules: Rules) -> int:
    with transaction.atomic():
        lock_all()
        run = rerun.under_way()
        if run is None:
            return 0
        people = rerun.next_people(run, PORTION)
        rerun.note(run, people, _match(people, rules) if people else 0)
    return max(1, len(people))


def _match(ids: Sequence[int], rules: Rules) -> int:
    """Always in this order: events, people, marks. Others who write them do the same."""
    lock_all()
    people = _locked(ids)
    marks, now = unmatched.take_these(ids), clock.now()
    known = _told(_known(people, facts_of(people)))
    if known:
        spells.note(known, {p: marks.get(p, now) for p in known})
    facts = {p: f for p, f in facts_of(people).items() if f.times or f.matched}
    outcome = judged(facts, rules)
    written.decisions(outcome, rules.version)
    written.candidates(outcome, ids)
    moved = _place(facts, outcome)
    _attach({*moved, *(marks.keys() & facts.keys())})
    return len(moved)


def _locked(ids: Sequence[int]) -> dict[int, spells.Known]:
    """The present ones, with what they are known by, until the transaction ends."""
    rows = Person.objects.filter(pk__in=ids, gone_at=None).order_by("pk")
    locked = rows.select_for_update(no_key=True)
    return {
        pk: spells.known_of(address_key, company)
        for pk, address_key, company in locked.values_list("pk", "address_key", "company")
    }


def _known(
    people: Mapping[int, spells.Known], facts: Mapping[int, Facts]
) -> dict[int, spells.Known]:
    """Whom the CRM links, and nothing else ever placed, needs no spells."""
    return {
        p: known
        for p, known in people.items()
        if facts[p].linked is None or facts[p].times or facts[p].matched
    }


def _told(known: Mapping[int, spells.Known]) -> dict[int, spells.Known]:
    """Whose company nobody typed: the one that a source of events says they are of."""
    hints = hints_of([p for p, one in known.items() if not one.company])
    named = {
        p: hint.name or label_of(registrable(hint.domain)) for p, (hint, *_older) in hints.items()
    }
    return {
        p: spells.Known(one.domain, one.company or named.get(p, "")) for p, one in known.items()
    }


def _place(
    facts: Mapping[int, Facts], outcome: Mapping[int, Sequence[Judged]]
) -> dict[int, list[Stay]]:
    """Writes the stays of those that are elsewhere now; returns them."""
    moved: dict[int, list[Stay]] = {}
    for person, known in facts.items():
        times = [
            Decided(one.decision.account_id, one.decision.rule, one.time.since, one.time.until)
            for one in outcome[person]
        ]
        new = stays(times, known.fixed)
        if new != known.matched:
            moved[person] = new
    if moved:
        memberships.replace_matched(moved)
    return moved


def _attach(person_ids: Collection[int]) -> None:
    """Puts what these people did where they were at the time; who did nothing costs nothing."""
    rows = Activity.objects.filter(person__in=person_ids, follows=True).order_by()
    active = sorted(set(rows.values_list("person", flat=True).distinct()))
    where = memberships.stays_of(active) if active else {}
    for person in active:
        spans = [
            attach.Span(stay.account_id, stay.since, stay.until) for stay in where.get(person, ())
        ]
        attach.attach(person, spans)
