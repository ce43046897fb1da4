"""How right the rules are on labelled data: precision, recall and coverage, rule by rule."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from lorgnette.accounts.memberships import EVER
from lorgnette.kernel.domains import registrable
from lorgnette.matching import hosts
from lorgnette.matching.companies import Companies
from lorgnette.matching.labelled import Job, Labelled
from lorgnette.matching.names import similarity
from lorgnette.matching.rules import ATTACHED, Asked, Decision, Rules, decide, domain_kind
from lorgnette.matching.timeline import Decided, stays

# Whoever is still employed used their address lately.
PRESENT = datetime(2026, 1, 1, tzinfo=UTC)
FREE_HOST = "gmail.com"


@dataclass(slots=True)
class Counted:
    """Decisions, and how many of them were right."""

    right: int = 0
    wrong: int = 0

    def add(self, *, right: bool) -> None:
        if right:
            self.right += 1
        else:
            self.wrong += 1

    @property
    def precision(self) -> float | None:
        """None where nothing was decided."""
        whole = self.right + self.wrong
        return self.right / whole if whole else None


@dataclass(slots=True)
class Addresses:
    """Of people's addresses.

    `dated` is against the employer at the event's date; `ever` against any employer the person is
    listed with; `last` against the last one, as if nothing were dated. `missed` are addresses of
    an employer's own domain that were attached nowhere.
    """

    given: int = 0
    of_nobody: int = 0
    attached: int = 0
    missed: int = 0
    movers: int = 0
    dated: Counted = field(default_factory=Counted)
    ever: Counted = field(default_factory=Counted)
    last: Counted = field(default_factory=Counted)
    by_rule: dict[str, Counted] = field(default_factory=lambda: defaultdict(Counted))
    reasons: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Names:
    """Of companies' names typed otherwise, without a domain that tells anything.

    `attached` has to be 0. `pairs` are those that are alike enough to be proposed.
    """

    asked: int = 0
    attached: int = 0
    proposed: int = 0
    first: int = 0
    pairs: Counted = field(default_factory=Counted)
    pairs_missed: int = 0


@dataclass(frozen=True, slots=True)
class _Event:
    """Something a person did with an address, at a time when it was in use."""

    at: datetime
    domain: str
    decision: Decision


def addresses(data: Labelled, rules: Rules) -> Addresses:
    """Replays everybody's addresses in the order of their employments, as the product would.

    An address of an employer is used at the end of that employment, any other at the end of the
    last one.
    """
    report, companies = Addresses(), Companies(data)
    for person, domains in sorted(data.emails.items()):
        _replay(report, companies, rules, domains, data.jobs[person])
    return report


def names(data: Labelled, rules: Rules) -> Names:
    """Looks every alias up as somebody at a free-mail address types it."""
    report, companies = Names(asked=len(data.aliases)), Companies(data)
    for alias, company in data.aliases:
        asked = Asked(FREE_HOST, registrable(FREE_HOST), alias)
        decision = decide(asked, companies.accounts(asked), rules)
        report.attached += decision.outcome == ATTACHED
        report.proposed += bool(decision.candidates)
        best = decision.candidates[0].account_id if decision.candidates else -1
        report.first += best >= 0 and companies.names[best] == company
    for one, other, same in data.pairs:
        alike = similarity(one, other) >= rules.name_least
        report.pairs_missed += same and not alike
        if alike:
            report.pairs.add(right=same)
    return report


def _replay(
    report: Addresses,
    companies: Companies,
    rules: Rules,
    domains: Sequence[str],
    jobs: Sequence[Job],
) -> None:
    events = _events(companies, rules, domains, jobs)
    where = stays(_spells(events), ())
    report.movers += len({stay.account_id for stay in where}) > 1
    for event in events:
        report.given += 1
        report.of_nobody += domain_kind(_asked(event.domain), rules) in (hosts.FREE, "excluded")
        stay = next((stay for stay in where if stay.holds(event.at)), None)
        if stay is not None:
            _judge(report, companies.names[stay.account_id], event.at, jobs, stay.rule)
            continue
        report.reasons[event.decision.reason] += 1
        report.missed += any(event.domain in companies.domains(job.company) for job in jobs)


def _events(
    companies: Companies, rules: Rules, domains: Sequence[str], jobs: Sequence[Job]
) -> list[_Event]:
    found = []
    for n, domain in enumerate(domains):
        asked = _asked(domain)
        decision = decide(asked, companies.accounts(asked), rules)
        name = companies.names[decision.account_id] if decision.account_id is not None else ""
        theirs = [job for job in jobs if job.company == name] or jobs
        end = theirs[-1].until or PRESENT
        found.append(_Event(end - timedelta(hours=n + 1), domain, decision))
    return sorted(found, key=lambda event: event.at)


def _spells(events: Sequence[_Event]) -> list[Decided]:
    """From the first event with an address until the first with another."""
    starts = [EVER, *(event.at for event in events[1:])]
    ends = [*starts[1:], None]
    return [
        Decided(event.decision.account_id, event.decision.rule, since, until)
        for event, since, until in zip(events, starts, ends, strict=False)
    ]


def _judge(report: Addresses, name: str, at: datetime, jobs: Sequence[Job], rule: str) -> None:
    employer = next((j.company for j in jobs if j.until is None or at < j.until), "")
    report.attached += 1
    report.dated.add(right=name == employer)
    report.by_rule[rule].add(right=name == employer)
    report.ever.add(right=any(job.company == name for job in jobs))
    report.last.add(right=jobs[-1].company == name)


def _asked(domain: str) -> Asked:
    return Asked(domain, registrable(domain))
