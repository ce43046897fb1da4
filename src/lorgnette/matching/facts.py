"""All that is known of a portion of people for matching them, read at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from lorgnette.accounts import memberships, spells
from lorgnette.accounts.memberships import CRM, Stay
from lorgnette.accounts.spells import Time
from lorgnette.matching.lookup import Found, Wanted
from lorgnette.matching.models import Answer
from lorgnette.matching.rules import Asked, Decision, Rules, decide


@dataclass(frozen=True, slots=True)
class Said:
    """What people answered: the account and since when it holds, and those that are not it."""

    accepted: tuple[int, datetime] | None = None
    rejected: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one person: spells and stays, the oldest first."""

    times: list[Time] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    said: Said = field(default_factory=Said)

    @property
    def fixed(self) -> list[Stay]:
        return [stay for stay in self.stays if stay.rule == CRM]

    @property
    def matched(self) -> list[Stay]:
        return [stay for stay in self.stays if stay.rule != CRM]

    @property
    def linked(self) -> int | None:
        """The account that the CRM links now."""
        return next((stay.account_id for stay in self.fixed if stay.until is None), None)


def facts_of(person_ids: Collection[int]) -> dict[int, Facts]:
    """In three queries."""
    times, stays = spells.times_of(person_ids), memberships.stays_of(person_ids)
    said = _said(person_ids)
    return {p: Facts(times.get(p, []), stays.get(p, []), said.get(p, Said())) for p in person_ids}


@dataclass(frozen=True, slots=True)
class Judged:
    """A spell, and what the rules say of it; `shown` says it with the CRM's link, if it is now."""

    time: Time
    asked: Asked
    decision: Decision
    shown: Decision


def asked_of(facts: Facts, time: Time) -> Asked:
    """The question that a spell is, whatever the CRM links."""
    accepted = facts.said.accepted
    return Asked(
        host=time.domain,
        registrable=time.registrable,
        company=time.company,
        accepted=accepted[0] if accepted and accepted[1] <= time.since else None,
        rejected=facts.said.rejected,
    )


def judged(facts: Mapping[int, Facts], rules: Rules) -> dict[int, list[Judged]]:
    """Each person's spells with what the rules say of them."""
    wanted = {_wanted(time) for one in facts.values() for time in one.times}
    found = Found(wanted, names=rules.names)
    return {
        person: [_judged(one, time, found, rules) for time in one.times]
        for person, one in facts.items()
    }


def _judged(facts: Facts, time: Time, found: Found, rules: Rules) -> Judged:
    asked, accounts = asked_of(facts, time), found.of(_wanted(time))
    decision = decide(asked, accounts, rules)
    linked = facts.linked if time.until is None else None
    shown = decide(replace(asked, linked=linked), accounts, rules) if linked else decision
    return Judged(time, asked, decision, shown)


def _wanted(time: Time) -> Wanted:
    return Wanted(time.registrable, time.company)


def _said(person_ids: Collection[int]) -> dict[int, Said]:
    accepted: dict[int, tuple[int, datetime]] = {}
    rejected: dict[int, set[int]] = {}
    rows = Answer.objects.filter(person__in=person_ids, undone_at=None)
    for person, account, is_yes, since in rows.values_list(
        "person", "account", "accepted", "since"
    ):
        if is_yes:
            accepted[person] = (account, since)
        else:
            rejected.setdefault(person, set()).add(account)
    return {
        p: Said(accepted.get(p), frozenset(rejected.get(p, ())))
        for p in accepted.keys() | rejected.keys()
    }
