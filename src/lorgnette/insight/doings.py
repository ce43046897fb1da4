"""What people did at accounts, newest first: narrowed to kinds, a page at a time, counted."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from lorgnette.accounts.objections import without_theirs
from lorgnette.activities.models import Activity
from lorgnette.activities.types import BY_CODE, TYPES
from lorgnette.kernel.pagination import Page, page_of

ORDER = ("-at", "-pk")
PAGE_SIZE = 25
# So many are counted, however many there are.
MOST_COUNTED = 1_000

# A kind is the part of a type's code before the dot: its channel.
KINDS = tuple(dict.fromkeys(kind.code.partition(".")[0] for kind in TYPES))


@dataclass(frozen=True, slots=True)
class Doing:
    """An activity with who and where; a ref is "" for nobody, and where the viewer sees none.

    `bot` is why it is taken for a machine's, "" for a human's.
    """

    at: datetime
    type: str
    subject: str
    person_ref: str
    person_name: str
    account_ref: str
    account_name: str
    bot: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of each kind and, of the kinds that are asked for, on each day.

    Of more than `MOST_COUNTED` only the latest are counted, and it `is_more`.
    """

    total: int
    by_kind: Mapping[str, int]
    by_day: Mapping[date, int]
    is_more: bool


@dataclass(frozen=True, slots=True)
class Doings:
    """A page of them and the counts of all; `kinds` are those asked for, none: all."""

    page: Page[Doing]
    counted: Counted
    kinds: tuple[str, ...]


def doings(
    query: QuerySet[Activity],
    asked: Collection[str],
    cursor: str,
    zone: str,
    size: int = PAGE_SIZE,
) -> Doings:
    """Of the activities of `query`, those of the kinds or single types `asked` for.

    A word that is neither is as if it were not there. Without those of who objects.
    """
    query = without_theirs(query)
    kinds = kinds_of(asked)
    page = page_of(with_names(of_kinds(query, kinds)), ORDER, size=size, cursor=cursor)
    found = query.order_by(*ORDER).values_list("type", "at")[: MOST_COUNTED + 1]
    return Doings(
        page=Page(rows=_told(page.rows), next=page.next, previous=page.previous),
        counted=counted_of(list(found), kinds, zone),
        kinds=kinds,
    )


def kinds_of(asked: Collection[str]) -> tuple[str, ...]:
    """The kinds and single types among the words."""
    return tuple(kind for kind in (*KINDS, *BY_CODE) if kind in asked)


def with_names(query: QuerySet[Activity]) -> QuerySet[Activity]:
    """Ready for a page: with the person and the account, without what no page shows."""
    return query.select_related("person", "account").defer("properties")


def of_kinds(query: QuerySet[Activity], kinds: Sequence[str]) -> QuerySet[Activity]:
    """Narrowed to what `kinds_of` gave; none: as it is."""
    return query.filter(type__in=codes_of(kinds)) if kinds else query


def codes_of(kinds: Collection[str]) -> list[str]:
    """The types that are, or are of, one of the kinds."""
    return [code for code in BY_CODE if code in kinds or code.partition(".")[0] in kinds]


def counted_of(found: Sequence[tuple[str, datetime]], kinds: Sequence[str], zone: str) -> Counted:
    """Of the types and times of the latest `MOST_COUNTED`, and one more if there is."""
    rows, local = found[:MOST_COUNTED], ZoneInfo(zone)
    codes = set(codes_of(kinds))
    shown = [at for code, at in rows if not kinds or code in codes]
    return Counted(
        total=len(rows),
        by_kind=Counter(code.partition(".")[0] for code, _at in rows),
        by_day=Counter(at.astimezone(local).date() for at in shown),
        is_more=len(found) > len(rows),
    )


def told_of(query: QuerySet[Activity]) -> list[Doing]:
    """The rows of a page."""
    return _told(list(with_names(query)))


def _told(rows: Sequence[Activity]) -> list[Doing]:
    return [_doing(row) for row in rows]


def _doing(row: Activity) -> Doing:
    person, account = row.person, row.account
    return Doing(
        at=row.at,
        type=row.type,
        subject=row.subject,
        person_ref=person.public_id if person else "",
        person_name=person.name or person.address if person else "",
        account_ref=account.public_id if account and account.gone_at is None else "",
        account_name=account.name if account else "",
        bot=row.bot,
    )


def at_present_accounts() -> Q:
    """Of accounts that are there, or of none."""
    return Q(account__isnull=True) | Q(account__gone_at__isnull=True)
