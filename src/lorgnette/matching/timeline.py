"""Where a person was when: the decisions of their spells, around what the CRM says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lorgnette.accounts.memberships import Stay


@dataclass(frozen=True, slots=True)
class Decided:
    """An account for the time of a spell; None: nobody's."""

    account_id: int | None
    rule: str
    since: datetime
    until: datetime | None


def stays(decided: Iterable[Decided], fixed: Iterable[Stay]) -> list[Stay]:
    """What is decided, where nothing is fixed; none overlaps another, the oldest first."""
    found: list[Stay] = []
    taken = sorted(fixed, key=lambda stay: stay.since)
    for one in sorted(decided, key=lambda one: one.since):
        if one.account_id is not None:
            whole = Stay(one.account_id, one.since, one.until, one.rule)
            found += _without(whole, taken)
    return _joined(found)


def _without(stay: Stay, taken: Sequence[Stay]) -> list[Stay]:
    """What is left of a stay: the taken ones are sorted and do not overlap."""
    left: list[Stay] = []
    rest: Stay | None = stay
    for other in taken:
        if rest is None:
            break
        if other.until is not None and other.until <= rest.since:
            continue
        if rest.until is not None and rest.until <= other.since:
            break
        if rest.since < other.since:
            left.append(replace(rest, until=other.since))
        rest = _after(rest, other.until)
    return [*left, rest] if rest is not None else left


def _after(stay: Stay, at: datetime | None) -> Stay | None:
    if at is None or (stay.until is not None and stay.until <= at):
        return None
    return replace(stay, since=max(at, stay.since))


def _joined(found: Sequence[Stay]) -> list[Stay]:
    """Two that follow each other at one account by one rule are one."""
    joined: list[Stay] = []
    for stay in found:
        last = joined[-1] if joined else None
        if last and last.until == stay.since and _same(last, stay):
            joined[-1] = replace(last, until=stay.until)
        elif stay.until is None or stay.since < stay.until:
            joined.append(stay)
    return joined


def _same(one: Stay, other: Stay) -> bool:
    return (one.account_id, one.rule) == (other.account_id, other.rule)
