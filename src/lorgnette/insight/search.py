"""Finds accounts and people by what somebody types, though it is not quite their name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account, Membership, Person
from lorgnette.accounts.objections import without_objecting, without_theirs
from lorgnette.accounts.ownership import ids_of_visible
from lorgnette.insight.likeness import likeness, pieces, words_of
from lorgnette.insight.reach import RANK, Reach, reach_of
from lorgnette.kernel.among import Among

# So many that hold the words are compared, and so many that hold pieces of them.
MOST_LITERAL, MOST_ALIKE = 200, 2_000
# Where fewer hold the words, others may be meant.
TOO_FEW = 3
# Fewer letters are only looked for where names begin: nearly all hold them somewhere.
SHORT = 3
SUGGESTED = 3
# Where so many begin with the words, those that hold them elsewhere are hardly meant.
PLENTY = 20
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class AccountHit:
    """An account; `score` is in tenths."""

    ref: str
    name: str
    domain: str
    city: str
    score: int


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person at the account that the viewer sees them at; `title` is "" where they moved on."""

    ref: str
    name: str
    title: str
    account_name: str


@dataclass(frozen=True, slots=True)
class Hits:
    """The likest first; `is_sought`: there were words to look for.

    `suggested` are the viewer's first accounts, where nothing was found.
    """

    is_sought: bool
    accounts: Sequence[AccountHit]
    people: Sequence[PersonHit]
    suggested: Sequence[AccountHit]


@dataclass(frozen=True, slots=True)
class _Sought:
    """What was typed, in words; `is_exact`: letter by letter, not only half of them."""

    words: Sequence[str]
    size: int
    with_domain: bool
    is_exact: bool = True


# Of the names of fields a condition on them, and of that the rows.
_Condition = Callable[[Sequence[str]], Q]
_Rows = Callable[[_Condition], QuerySet[Any]]


def search(viewer: Viewer, text: str, size: int = 5) -> Hits:
    """At most `size` of each, of what the viewer sees."""
    words, reach = words_of(text), reach_of(viewer)
    if not words:
        return Hits(False, (), (), ())
    sought = _Sought(words, size, with_domain="." in text)
    accounts, people = _accounts(reach, sought), _people(reach, sought)
    if len(accounts) + len(people) < TOO_FEW and len("".join(words)) >= SHORT:
        sought = replace(sought, is_exact=False)
        accounts, people = _accounts(reach, sought), _people(reach, sought)
    found = bool(accounts or people)
    first = () if found else tuple(reach.accounts().order_by(*RANK)[:SUGGESTED])
    return Hits(True, accounts, people, [_account(account) for account in first])


def _accounts(reach: Reach, sought: _Sought) -> list[AccountHit]:
    rows = _candidates(_account_rows(reach, sought), sought, "pk", "sort_key", "domain")
    found = {pk: likeness(sought.words, f"{key} {domain}") for pk, key, domain in rows}
    # As many as may be of one likeness: among equals the higher score comes first.
    best = sorted((-like, pk) for pk, like in found.items() if like)[: 10 * sought.size]
    likest = reach.accounts().filter(pk__in=[pk for _like, pk in best])
    ranked = sorted(likest, key=lambda row: (-found[row.pk], -_tenths(row), row.sort_key))
    return [_account(row) for row in ranked[: sought.size]]


def _account_rows(reach: Reach, sought: _Sought) -> _Rows:
    """Names alone are in an index, which is read much faster than the table."""
    if reach.ids is not None or sought.with_domain:
        fields = ("sort_key", "domain")
        return lambda condition: _present(reach).filter(condition(fields))
    return lambda condition: reach.present().filter(
        pk__in=Account.objects.filter(condition(("sort_key",))).values("pk")[:MOST_ALIKE]
    )


def _people(reach: Reach, sought: _Sought) -> list[PersonHit]:
    if reach.ids is None:
        people, key = without_objecting(_visible_people(reach)), "sort_key"
        rows = _candidates(lambda held: people.filter(held((key,))), sought, "pk", key)
    else:
        stays, key = without_theirs(_stays_seen(reach)), "person__sort_key"
        rows = _candidates(lambda held: stays.filter(held((key,))), sought, "person_id", key)
    found = {pk: likeness(sought.words, key) for pk, key in rows}
    best = sorted((-like, pk) for pk, like in found.items() if like)[: sought.size]
    return _named(reach, [pk for _like, pk in best])


def _candidates(rows: _Rows, sought: _Sought, *columns: str) -> list[tuple[Any, ...]]:
    """Those that begin so, that hold the words or, unless it is exact, pieces of them."""
    words = sought.words

    def some(condition: _Condition, most: int) -> list[tuple[Any, ...]]:
        return list(rows(condition).order_by().values_list(*columns)[:most])

    begun = some(lambda fields: _beginning(fields[0], words), MOST_LITERAL)
    if len(begun) >= PLENTY or len("".join(words)) < SHORT:
        return begun
    if sought.is_exact:
        exact = [[word] for word in words]
        return begun + some(lambda fields: _holding(fields, exact), MOST_LITERAL)
    halves = [pieces(word) for word in words]
    return begun + some(lambda fields: _holding(fields, halves), MOST_ALIKE)


def _beginning(field: str, words: Sequence[str]) -> Q:
    """As a range, which an index of the key holds on both databases."""
    start = " ".join(words)
    return Q(**{f"{field}__gte": start, f"{field}__lt": start + _LAST})


def _holding(fields: Sequence[str], words: Iterable[Sequence[str]]) -> Q:
    """Each word is held in one of its ways."""
    held = Q()
    for ways in words:
        either = Q()
        for field in fields:
            for way in ways:
                either |= Q(**{f"{field}__contains": way})
        held &= either
    return held


def _present(reach: Reach) -> QuerySet[Account]:
    """As the reach has them, many ids as one value."""
    if reach.ids is None:
        return reach.present()
    return Account.objects.filter(Among("pk", reach.ids))


def _visible_people(reach: Reach) -> QuerySet[Person]:
    return Person.objects.filter(Exists(_stays_seen(reach).filter(person=OuterRef("pk"))))


def _stays_seen(reach: Reach) -> QuerySet[Membership]:
    """Those at accounts that the viewer sees."""
    if reach.ids is not None:
        return Membership.objects.filter(Among("account_id", reach.ids))
    if reach.viewer.crm_user_ids is None:
        return Membership.objects.filter(account__gone_at__isnull=True)
    return Membership.objects.filter(account__in=ids_of_visible(reach.viewer.crm_user_ids))


def _named(reach: Reach, ids: Sequence[int]) -> list[PersonHit]:
    """In this order, each at the latest account of theirs that the viewer sees."""
    stays = _stays_seen(reach).filter(person__in=ids)
    latest = {stay.person_id: stay for stay in stays.order_by("since").select_related("account")}
    current = set(
        Membership.objects.filter(person__in=ids, until=None).values_list("pk", flat=True)
    )
    people = Person.objects.in_bulk(ids)
    everywhere = reach.viewer.crm_user_ids is None
    return [
        PersonHit(
            ref=people[pk].public_id,
            name=people[pk].name or people[pk].address,
            title=people[pk].title if everywhere or latest[pk].pk in current else "",
            account_name=latest[pk].account.name,
        )
        for pk in ids
        if pk in latest and pk in people
    ]


def _account(account: Account) -> AccountHit:
    return AccountHit(
        ref=account.public_id,
        name=account.name,
        domain=account.domain,
        city=account.city,
        score=_tenths(account),
    )


def _tenths(account: Account) -> int:
    return account.tenths  # type: ignore[attr-defined, no-any-return]
