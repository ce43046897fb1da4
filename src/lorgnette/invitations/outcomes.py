"""How far one invitation has come: a code derived in SQL from its facts and its message's."""

from datetime import datetime

from django.db.models import Case, CharField, Value, When

from lorgnette.invitations.models import Invitation

# What counts first, with the fact it is read from; the last has none.
_FACTS = (
    ("accepted", "accepted_at"),
    ("complained", "message__complained_at"),
    ("declined", "declined_at"),
    ("revoked", "revoked_at"),
    ("superseded", "superseded_at"),
    ("opened", "opened_at"),
    ("handed_over", "handed_over_at"),
    ("bounced", "message__bounced_at"),
    ("failed", "message__failed_at"),
    ("delivered", "message__delivered_at"),
    ("delayed", "message__delayed_at"),
    ("sent", "message__sent_at"),
    ("sending", "message__handed_at"),
    ("deferred", "message__deferred_at"),
)
# In the order a person passes them; an invitation has exactly one.
OUTCOMES = (
    "queued",
    "sending",
    "deferred",
    "sent",
    "delayed",
    "delivered",
    "handed_over",
    "opened",
    "accepted",
    "declined",
    "bounced",
    "failed",
    "complained",
    "revoked",
    "superseded",
)
WAITING = frozenset({"queued", "sending", "deferred"})
# The mail is tried again by itself.
TRIED = frozenset({"queued", "deferred"})


def outcome_of(prefix: str = "") -> Case:
    """The outcome as an expression; `prefix` leads from the queried row to the invitation."""
    steps = [When(**{f"{prefix}{fact}__isnull": False}, then=Value(code)) for code, fact in _FACTS]
    return Case(*steps, default=Value("queued"), output_field=CharField())


def outcome(invitation: Invitation) -> str:
    """The same of a row with its message."""
    return next((code for code, fact in _FACTS if _at(invitation, fact)), "queued")


def since(invitation: Invitation) -> datetime:
    """When the outcome came about."""
    return next(
        (at for _code, fact in _FACTS if (at := _at(invitation, fact))), invitation.invited_at
    )


def _at(invitation: Invitation, fact: str) -> datetime | None:
    row: object = invitation
    for name in fact.split("__"):
        row = getattr(row, name, None)
    return row if isinstance(row, datetime) else None
