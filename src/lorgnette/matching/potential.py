"""The people somebody is asked about, with the accounts they may belong to, and past answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from lorgnette.accounts.objections import without_theirs
from lorgnette.kernel.names import sort_key
from lorgnette.kernel.pagination import Page, page_of
from lorgnette.matching.evidence import compared
from lorgnette.matching.models import Answer, Candidate, Decision

FIRST = ("-best", "person_id", "id")
BY_ACCOUNT = ("-score", "person_id", "id")
RULES = ("exact_domain", "registrable_domain", "sibling_domain", "name", "domain_name")
# So many are counted; more are "over" it.
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Filter:
    """`text` is in the person's or the account's name or the address; "" for any."""

    text: str = ""
    rule: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An account that a person may belong to; `equals` people have the same evidence for it."""

    account_ref: str
    account_name: str
    account_domain: str
    place: str
    rule: str
    reason: str
    score: int
    compared: Sequence[tuple[str, str, str, int]]
    alike: str
    equals: int


@dataclass(frozen=True, slots=True)
class Potential:
    """A person with the accounts they may belong to, the best first."""

    ref: str
    name: str
    title: str
    address: str
    company: str
    offers: Sequence[Offer]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that stands."""

    person_ref: str
    person_name: str
    address: str
    account_ref: str
    account_name: str
    accepted: bool
    rule: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How the present decisions came about: how many people by each rule, and not at all."""

    attached: Mapping[str, int]
    review: int
    nothing: Mapping[str, int]


def people(asked: Filter, *, cursor: str = "", size: int = 25) -> Page[Potential]:
    """Everybody who waits for an answer, the surest first."""
    page = page_of(_first(asked), FIRST, size=size, cursor=cursor)
    return Page(rows=_with_offers(page.rows), next=page.next, previous=page.previous)


def counts(asked: Filter) -> dict[str, int]:
    """How many people wait, by the rule of their best candidate, whatever rule is asked for."""
    rows = _first(Filter(text=asked.text, reason=asked.reason)).order_by()
    return dict(rows.values_list("rule").annotate(number=Count("pk")))


def at_account(account_id: int, *, cursor: str = "", size: int = 25) -> Page[Potential]:
    """Those who may belong to this account, with this account alone."""
    rows = _related(_at(account_id))
    page = page_of(rows, BY_ACCOUNT, size=size, cursor=cursor)
    equals = _equals(page.rows)
    found = [_potential(row.person, [_offer(row, equals)]) for row in page.rows]
    return Page(rows=found, next=page.next, previous=page.previous)


def count_at(account_id: int) -> int:
    """How many people may belong to the account."""
    return _at(account_id).count()


def _at(account_id: int) -> QuerySet[Candidate]:
    return without_theirs(Candidate.objects.filter(account=account_id, person__gone_at=None))


def answers(*, cursor: str = "", size: int = 25, account_id: int | None = None) -> Page[Given]:
    """The answers that stand, the latest first."""
    rows = without_theirs(Answer.objects.filter(undone_at=None))
    rows = rows.select_related("person", "account")
    if account_id is not None:
        rows = rows.filter(account=account_id)
    page = page_of(rows, ("-at", "-id"), size=size, cursor=cursor)
    return Page(rows=[_given(row) for row in page.rows], next=page.next, previous=page.previous)


def standing() -> Standing:
    """Of everybody's present spell whom the CRM does not link."""
    rows = Decision.objects.filter(spell__until=None).exclude(rule="crm").order_by()
    attached: dict[str, int] = {}
    nothing: dict[str, int] = {}
    review = 0
    counted = rows.values_list("outcome", "rule", "reason").annotate(number=Count("pk"))
    for outcome, rule, reason, number in counted:
        if outcome == "attached":
            attached[rule] = attached.get(rule, 0) + number
        elif outcome == "review":
            review += number
        else:
            nothing[reason] = nothing.get(reason, 0) + number
    return Standing(attached, review, nothing)


def _first(asked: Filter) -> QuerySet[Candidate]:
    rows = without_theirs(Candidate.objects.filter(place=0, person__gone_at=None))
    if asked.rule:
        rows = rows.filter(rule=asked.rule)
    if asked.reason:
        rows = rows.filter(reason=asked.reason)
    for word in sort_key(asked.text).split()[:8]:
        rows = rows.filter(
            Q(person__sort_key__contains=word)
            | Q(person__address_key__contains=word)
            | Q(account__sort_key__contains=word)
        )
    return rows


def _related(rows: QuerySet[Candidate]) -> QuerySet[Candidate]:
    return rows.select_related("person", "account")


def _with_offers(first: Sequence[Candidate]) -> list[Potential]:
    ids = [row.person_id for row in first]
    rows = list(_related(Candidate.objects.filter(person__in=ids)).order_by("person", "place"))
    equals = _equals(rows)
    by_person: dict[int, list[Candidate]] = {}
    for row in rows:
        by_person.setdefault(row.person_id, []).append(row)
    return [
        _potential(theirs[0].person, [_offer(row, equals) for row in theirs])
        for pk in ids
        if (theirs := by_person.get(pk))
    ]


def _equals(rows: Collection[Candidate]) -> dict[tuple[int, str], int]:
    """How many have the same evidence for the same account, in one query."""
    accounts, likes = {row.account_id for row in rows}, {row.alike for row in rows}
    found = Candidate.objects.filter(account__in=accounts, alike__in=likes, place=0).order_by()
    counted = found.values_list("account", "alike").annotate(number=Count("pk"))
    return {(account, like): number for account, like, number in counted}


def _potential(person: Any, offers: Sequence[Offer]) -> Potential:
    return Potential(
        ref=person.public_id,
        name=person.name,
        title=person.title,
        address=person.address,
        company=person.company,
        offers=offers,
    )


def _offer(row: Candidate, equals: Mapping[tuple[int, str], int]) -> Offer:
    account = row.account
    return Offer(
        account_ref=account.public_id,
        account_name=account.name,
        account_domain=account.domain,
        place=", ".join(part for part in (account.city, account.country) if part),
        rule=row.rule,
        reason=row.reason,
        score=row.score,
        compared=compared(row.evidence),
        alike=row.alike,
        equals=equals.get((row.account_id, row.alike), 0) if row.place == 0 else 0,
    )


def _given(row: Answer) -> Given:
    return Given(
        person_ref=row.person.public_id,
        person_name=row.person.name,
        address=row.person.address,
        account_ref=row.account.public_id,
        account_name=row.account.name,
        accepted=row.accepted,
        rule=row.rule,
        at=row.at,
        by=row.by_name,
    )


def of_person(person_ref: str, account_id: int | None = None) -> Potential | None:
    """One person who waits for an answer; with `account_id` about that account alone."""
    rows = without_theirs(Candidate.objects.filter(person__public_id=person_ref))
    if account_id is not None:
        rows = rows.filter(account=account_id)
    found = list(_related(rows).order_by("place"))
    if not found:
        return None
    return _potential(found[0].person, [_offer(row, _equals(found)) for row in found])
