"""One list of all who were invited, and where each stands now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lorgnette.kernel.pagination import Page

STATUSES = ("active", "pending", "bounced", "expired", "locked", "revoked", "declined")
SORTS = ("name", "expires", "last_seen")


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A row of the list. `status` is one of `STATUSES`; `detail` a code that says more, or "":

    active: `days_left` (values: days), `left_in_crm`; pending: `link_expired`, `link_opened`,
    `queued`, `sending`, `deferred`, `sent`, `delivered`; bounced: `bounced`, `failed` (values:
    words, code); expired: `ended` (day); locked: `locked` (day, reason); revoked: `revoked`
    (day); declined: `declined` (day). `last_day` null means never. `flagged_leaver`: left in the
    CRM, which locks nobody by itself.
    """

    ref: str
    name: str
    address: str
    status: str
    detail: str
    detail_values: Mapping[str, Any]
    scope: str
    last_day: date | None
    zone: str
    ends_at: datetime | None
    last_seen_at: datetime | None
    flagged_leaver: bool


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something that happened, newest first. `code` is the audit verb."""

    at: datetime
    code: str
    actor_kind: str
    actor_name: str
    values: Mapping[str, Any]
    personal: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MemberSheet:
    """Everything about one person. `via` is "crm", "email" or ""; `link_ends_at` is the current
    link's, null where no invitation is open. The `can_…` flags say which actions would work now.
    """

    line: MemberLine
    title: str
    language: str
    crm_names: list[str]
    chosen_name: str
    accounts: int
    invited_by: str
    invited_at: datetime | None
    via: str
    reason: str
    batch_ref: str
    link_ends_at: datetime | None
    link_opened_at: datetime | None
    accepted_at: datetime | None
    mail_outcome: str
    mail_reply: str
    mail_maybe_twice: bool
    is_administrator: bool
    can_resend: bool
    can_revoke: bool
    can_lock: bool
    can_unlock: bool
    can_extend: bool
    timeline: list[TimelineEvent]


def list_members(
    *, text: str = "", status: str = "", sort: str = "name", cursor: str = "", size: int = 25
) -> Page[MemberLine]:
    """`status` is "", one of `STATUSES`, or "ends_soon" (active, within 14 days)."""
    raise NotImplementedError


def counts(text: str = "") -> dict[str, int]:
    """How many stand where: every status, "all" (their sum) and "ends_soon"."""
    raise NotImplementedError


def member(ref: str) -> MemberSheet:
    """Raises `amend.MemberMissing` (404)."""
    raise NotImplementedError
