"""How a batch is getting on: counted from the facts of its messages and invitations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lorgnette.invitations.reasons import NotInvitable
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.pagination import Page
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

# In the order a person passes them; every row of a batch has exactly one.
OUTCOMES = (
    "queued",
    "sending",
    "deferred",
    "sent",
    "delivered",
    "opened",
    "accepted",
    "declined",
    "bounced",
    "failed",
    "revoked",
    "superseded",
)


class BatchMissing(Refusal):
    code = "batch_missing"
    words = _("There is no such sending.")
    status = 404


@dataclass(frozen=True, slots=True)
class Skipped:
    """Somebody who stopped being invitable before Send."""

    name: str
    address: str
    reason: NotInvitable


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """`total` is who was invited; `counts` has every code of `OUTCOMES` and adds up to it.

    `left_here` counts those whose mail has left this server or will not; `done`: none waits.
    `last_day`, `zone` and `scope` are the access that was offered.
    """

    ref: str
    sent_at: datetime
    inviter: str
    total: int
    counts: Mapping[str, int]
    left_here: int
    maybe_twice: int
    skipped: list[Skipped]
    done: bool
    last_day: date | None
    zone: str
    scope: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowProgress:
    """One person of the batch. `outcome` is one of `OUTCOMES`; `at` when it came about.

    `reply` holds the mail server's words or a sentence of the catalogue, with `reply_code` where
    the server gave one. `next_try_at` is set while queued or deferred.
    """

    member_ref: str
    message_ref: str
    name: str
    address: str
    language: str
    outcome: str
    at: datetime
    maybe_twice: bool
    reply_code: int | None
    reply: str
    next_try_at: datetime | None


def batch(ref: str) -> BatchProgress:
    """Raises `BatchMissing`."""
    raise NotImplementedError


def batch_rows(
    ref: str, *, outcome: str = "", cursor: str = "", size: int = 50
) -> Page[RowProgress]:
    """By name; `outcome` is "", one of `OUTCOMES`, or "needs_you" (bounced, failed, maybe twice).

    Raises `BatchMissing`.
    """
    raise NotImplementedError


def retry(message_ref: str, actor: Actor) -> None:
    """Sends that person a new link, the old one dying: `amend.resend` by message."""
    raise NotImplementedError
