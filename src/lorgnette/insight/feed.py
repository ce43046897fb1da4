"""The activities of one account, newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from lorgnette.activities.recent import RecentActivity, latest
from lorgnette.insight import cursors

PAGE_SIZE = 10
OF_AN_ACCOUNT = "activities of an account"


@dataclass(frozen=True, slots=True)
class Activities:
    """Some activities; `older` is where the next ones begin, "" at the end."""

    rows: Sequence[RecentActivity]
    older: str


def activities(account_id: int, cursor: str = "", size: int = PAGE_SIZE) -> Activities:
    """The latest ones, or those older than `cursor`; a forged one gives the latest."""
    found = latest(account_id, size + 1, before=cursors.read(OF_AN_ACCOUNT, cursor))
    rows = found[:size]
    more = len(found) > size
    return Activities(
        rows=rows, older=cursors.write(OF_AN_ACCOUNT, rows[-1].at, rows[-1].id) if more else ""
    )
