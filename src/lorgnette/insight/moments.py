"""The interesting moments that a viewer may see: of one account, and of all their accounts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing

from lorgnette.access.policy import Viewer
from lorgnette.accounts.ownership import ids_of_visible
from lorgnette.insight.reach import seen_by
from lorgnette.kernel import clock
from lorgnette.kernel.pagination import Page, page_of
from lorgnette.scoring.moments import read
from lorgnette.scoring.moments.definition import KINDS
from lorgnette.scoring.moments.read import FoundMoment

PAGE_SIZE = 5
FEED_SIZE = 25
FEED_DAYS = 30


@dataclass(frozen=True, slots=True)
class Moments:
    """Some moments of an account, newest first; `older` is where the next begin, "" at the end.

    `kind` is the one asked for: milestone, web, email, or "" for all.
    """

    rows: Sequence[FoundMoment]
    kind: str
    older: str


def moments_of(
    viewer: Viewer, account_ref: str, kind: str = "", cursor: str = "", size: int = PAGE_SIZE
) -> Moments | None:
    """Those of the account; None where there is none or where the viewer may not see it."""
    account_id = seen_by(viewer).filter(public_id=account_ref).values_list("pk", flat=True).first()
    return None if account_id is None else moments_of_account(account_id, kind, cursor, size)


def moments_of_account(
    account_id: int, kind: str = "", cursor: str = "", size: int = PAGE_SIZE
) -> Moments:
    """The same where the viewer is known to see the account; a forged cursor gives the latest."""
    kind = kind if kind in KINDS else ""
    found = read.of_account(account_id, kind, before=_read(cursor), limit=size + 1)
    rows = found[:size]
    more = len(found) > size
    return Moments(rows=rows, kind=kind, older=_write(rows[-1]) if more else "")


def account_name(viewer: Viewer, account_ref: str) -> str:
    """The name of an account that the viewer sees; "" where they do not."""
    names = seen_by(viewer).filter(public_id=account_ref).values_list("name", flat=True)
    return names.first() or ""


def last_moments(account_ids: Collection[int]) -> dict[int, FoundMoment]:
    """The latest of each of these accounts; ask it for accounts that the viewer sees."""
    return read.last_of(account_ids)


def feed(
    viewer: Viewer, kind: str = "", cursor: str = "", size: int = FEED_SIZE
) -> Page[FoundMoment]:
    """Those of all the viewer's accounts in the last `FEED_DAYS` days, newest first."""
    query = read.shown().filter(at__gt=clock.now() - timedelta(days=FEED_DAYS))
    query = query.filter(account__gone_at=None, account__isnull=False)
    if viewer.crm_user_ids is not None:
        query = query.filter(account__in=ids_of_visible(viewer.crm_user_ids))
    if kind in KINDS:
        query = query.filter(kind=kind)
    page = page_of(query, ("-at", "-pk"), size=size, cursor=cursor)
    rows = [read.of_row(row) for row in page.rows]
    return Page(rows=rows, next=page.next, previous=page.previous)


def _write(last: FoundMoment) -> str:
    return _signer().sign_object([last.at.isoformat(), last.id])


def _read(cursor: str) -> tuple[datetime, int] | None:
    try:
        at, last_id = _signer().unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        return None
    return datetime.fromisoformat(at), last_id


def _signer() -> signing.Signer:
    return signing.Signer(salt="moments of an account")
