"""The interesting moments of an account that a viewer may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lorgnette.access.policy import Viewer
from lorgnette.insight import cursors
from lorgnette.insight.reach import seen_by
from lorgnette.scoring.moments import read
from lorgnette.scoring.moments.definition import KINDS
from lorgnette.scoring.moments.read import FoundMoment

PAGE_SIZE = 5
OF_AN_ACCOUNT = "moments of an account"


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
    before = cursors.read(OF_AN_ACCOUNT, cursor)
    found = read.of_account(account_id, kind, before=before, limit=size + 1)
    rows = found[:size]
    older = cursors.write(OF_AN_ACCOUNT, rows[-1].at, rows[-1].id) if len(found) > size else ""
    return Moments(rows=rows, kind=kind, older=older)


def account_name(viewer: Viewer, account_ref: str) -> str:
    """The name of an account that the viewer sees; "" where they do not."""
    names = seen_by(viewer).filter(public_id=account_ref).values_list("name", flat=True)
    return names.first() or ""


def last_moments(account_ids: Collection[int]) -> dict[int, FoundMoment]:
    """The latest of each of these accounts; ask it for accounts that the viewer sees."""
    return read.last_of(account_ids)
