"""Finds accounts and people by what somebody types, though it is not quite their name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account, Membership, Person
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


def search(viewer: Viewer, text: str, size: int = 5) -> Hits:
    """At most `size` of each, of what the viewer sees."""
    words, reach = words_of(text), reach_of(viewer)
    if not words:
        return Hits(False, (), (), ())
    accounts, people = _accounts(reach, words, size), _people(reach, words, size)
    found = bool(accounts or people)
    first = () if found else tuple(reach.accounts().order_by(*RANK)[:SUGGESTED])
    return Hits(True, accounts, people, [_account(account) for account in first])


def _accounts(reach: Reach, words: Sequence[str], size: int) -> list[AccountHit]:
    columns = ("pk", "sort_key", "domain")
    found = {
        pk: likeness(words, f"{key} {domain}")
        for pk, key, domain in _candidates(reach.present(), words, columns, ("sort_key", "domain"))
    }
    # As many as may be of one likeness: among equals the higher score comes first.
    best = sorted((-like, pk) for pk, like in found.items() if like)[: 10 * size]
    rows = reach.accounts().filter(pk__in=[pk for _like, pk in best])
    ranked = sorted(rows, key=lambda row: (-found[row.pk], -_tenths(row), row.sort_key))
    return [_account(row) for row in ranked[:size]]


def _people(reach: Reach, words: Sequence[str], size: int) -> list[PersonHit]:
    if reach.ids is None:
        rows = _candidates(_visible_people(reach), words, ("pk", "sort_key"), ("sort_key",))
    else:
        stays = Membership.objects.filter(Among("account_id", reach.ids))
        rows = _candidates(stays, words, ("person_id", "person__sort_key"), ("person__sort_key",))
    found = {pk: likeness(words, key) for pk, key in rows}
    best = sorted((-like, pk) for pk, like in found.items() if like)[:size]
    return _named(reach, [pk for _like, pk in best])


def _candidates(
    query: QuerySet[Any], words: Sequence[str], columns: Sequence[str], fields: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Rows that hold the words, or else pieces of them; the likest are among them."""
    rows = query.order_by().values_list(*columns)
    begun = _beginning(fields[0], words)
    if len("".join(words)) < SHORT:
        return list(rows.filter(begun)[:MOST_LITERAL])
    found = list(rows.filter(_holding(fields, ([word] for word in words)))[:MOST_LITERAL])
    if len(found) == MOST_LITERAL:
        # They are any; those that begin so are meant rather.
        found += rows.filter(begun)[:MOST_LITERAL]
    if len(found) < TOO_FEW:
        found += rows.filter(_holding(fields, map(pieces, words)))[:MOST_ALIKE]
    return found


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


def _visible_people(reach: Reach) -> QuerySet[Person]:
    stays = Membership.objects.filter(person=OuterRef("pk"), account__gone_at__isnull=True)
    if reach.viewer.crm_user_ids is not None:
        stays = stays.filter(account__in=ids_of_visible(reach.viewer.crm_user_ids))
    return Person.objects.filter(Exists(stays))


def _named(reach: Reach, ids: Sequence[int]) -> list[PersonHit]:
    """In this order, each at the latest account of theirs that the viewer sees."""
    stays = Membership.objects.filter(person__in=ids, account__in=reach.present().values("pk"))
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
