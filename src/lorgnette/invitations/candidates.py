"""Who of the CRM user list can be invited, and why the others cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lorgnette.directory.search import CrmFilter
from lorgnette.invitations.reasons import NotInvitable
from lorgnette.kernel.pagination import Page

AT_MOST = 10_000
SHOWN_BLOCKED = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A CRM user as the picker shows them.

    `ref` is the CRM user's public id; `side` the word beside the name (region, else team, else
    profile); `language` what the invitation would be written in; `member_ref` is empty for
    somebody never invited. `reason` is null where they can be invited; `way_out` is "", "resend"
    or "open" (open the member's sheet).
    """

    ref: str
    name: str
    address: str
    side: str
    title: str
    language: str
    member_ref: str
    reason: NotInvitable | None
    way_out: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a filter finds: a page of those who can be invited, and the first of the others."""

    page: Page[Candidate]
    blocked: list[Candidate]
    invitable: int
    not_invitable: int
    directory_total: int
    synced_at: datetime | None


def search(found_by: CrmFilter, *, cursor: str = "", size: int = 50) -> Found:
    """Those the filter matches, by name."""
    raise NotImplementedError


def chosen(refs: Sequence[str]) -> list[Candidate]:
    """The CRM users of these refs in the order given; unknown refs are left out.

    Those that cannot be invited (any more) carry their reason.
    """
    raise NotImplementedError


def freeze(found_by: CrmFilter, limit: int = AT_MOST) -> list[str]:
    """The refs of those that match and can be invited now, by name, at most `limit`."""
    raise NotImplementedError
