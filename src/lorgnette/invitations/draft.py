"""The wizard's draft: a row of answers, its owner's alone, kept on Back and on reload."""

from typing import Any

from lorgnette.invitations.answers import Answers
from lorgnette.invitations.checks import (
    check_letters,
    check_people,
    check_permissions,
    has_crm_user,
)
from lorgnette.invitations.recipients import (
    Recipient,
    Recipients,
    letters_for,
    preview,
    recipients,
    values_for,
)
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import User

__all__ = [
    "Answers",
    "DraftMissing",
    "Recipient",
    "Recipients",
    "change",
    "check_letters",
    "check_people",
    "check_permissions",
    "discard",
    "freeze",
    "has_crm_user",
    "letters_for",
    "load",
    "preview",
    "recipients",
    "start",
    "values_for",
]


class DraftMissing(Refusal):
    code = "draft_missing"
    words = _("This draft does not exist any more. Start a new invitation.")
    status = 404


def start(user: User, **fields: Any) -> str:
    """A new draft; returns its ref. `fields` prefill answers."""
    raise NotImplementedError


def load(user: User, ref: str) -> Answers:
    """Raises `DraftMissing` (404), also for somebody else's."""
    raise NotImplementedError


def sent_batch(user: User, ref: str) -> str:
    """The batch this draft was sent as, or "". Raises `DraftMissing`."""
    raise NotImplementedError


def change(user: User, ref: str, **fields: Any) -> Answers:
    """Stores some answers as typed, checked or not; the others stay. Raises `DraftMissing`.

    A letter equal to the standard one of its language is not kept as edited. A draft that was
    sent no longer changes.
    """
    raise NotImplementedError


def freeze(user: User, ref: str) -> Answers:
    """At Next: while select-all is on, fills `crm_refs` with those its filter matches now."""
    raise NotImplementedError


def discard(user: User, ref: str) -> None:
    """Forgets the draft; one that is not there is no error."""
    raise NotImplementedError
