"""The activities of one account, newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from lorgnette.activities.recent import RecentActivity, latest

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Activities:
    """Some activities; `older` is where the next ones begin, "" at the end."""

    rows: Sequence[RecentActivity]
    older: str


def activities(account_id: int, cursor: str = "", size: int = PAGE_SIZE) -> Activities:
    """The latest ones, or those older than `cursor`; a forged one gives the latest."""
    found = latest(account_id, size + 1, before=_read(cursor))
    rows = found[:size]
    more = len(found) > size
    return Activities(rows=rows, older=_write(rows[-1]) if more else "")


def _write(last: RecentActivity) -> str:
    return _signer().sign_object([last.at.isoformat(), last.id])


def _read(cursor: str) -> tuple[datetime, int] | None:
    try:
        at, last_id = _signer().unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        return None
    return datetime.fromisoformat(at), last_id


def _signer() -> signing.Signer:
    return signing.Signer(salt="activities of an account")
