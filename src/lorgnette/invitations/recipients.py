"""Whom the answers would write to, in which language, and what each would see and read."""

from collections.abc import Mapping
from dataclasses import dataclass

from lorgnette.invitations.answers import Answers
from lorgnette.kernel.actor import Actor
from lorgnette.mail.compose import Rendered
from lorgnette.mail.letters import Letter


@dataclass(frozen=True, slots=True)
class Recipient:
    """`ref` is the CRM user's public id, or "email" for the person typed in."""

    ref: str
    name: str
    address: str
    language: str
    accounts: int


@dataclass(frozen=True, slots=True)
class Recipients:
    """`total` and `by_language` count all; `sample` holds the first of them, by name."""

    total: int
    by_language: Mapping[str, int]
    sample: list[Recipient]


def recipients(answers: Answers, limit: int = 50) -> Recipients:
    """Those of the answers who can be invited now."""
    raise NotImplementedError


def letters_for(answers: Answers) -> dict[str, Letter]:
    """A letter for each language present among the recipients: the standard where not edited."""
    raise NotImplementedError


def preview(answers: Answers, actor: Actor, recipient_ref: str, language: str = "") -> Rendered:
    """The invitation as this recipient would get it, from this administrator, its link inert.

    An unknown recipient gives the first. `language` overrides the recipient's (to see the other
    text); empty means the recipient's own.
    """
    raise NotImplementedError


def values_for(answers: Answers, actor: Actor, recipient_ref: str) -> dict[str, object]:
    """The message's values for this recipient, as `mail.probe.send_test` takes them."""
    raise NotImplementedError
