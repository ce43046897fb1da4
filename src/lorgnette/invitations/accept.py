"""The invited person's link: look at the offer, accept it once, or decline it."""

from dataclasses import dataclass
from datetime import date, datetime

from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import User


class LinkUnknown(Refusal):
    code = "link_unknown"
    words = _("This link leads to no invitation. Check that it is complete.")
    status = 404


class LinkDead(Refusal):
    """The link was good once. `values` hold `inviter`, `day` (in the invitation's zone)."""

    status = 410


class LinkExpired(LinkDead):
    code = "link_expired"
    words = _("This link ran out on %(day)s. Ask %(inviter)s to send you a new one.")


class LinkUsed(LinkDead):
    code = "link_used"
    words = _("This invitation was accepted on %(day)s. Sign in to go on.")


class LinkRevoked(LinkDead):
    code = "link_revoked"
    words = _("%(inviter)s took this invitation back on %(day)s.")


class LinkSuperseded(LinkDead):
    code = "link_superseded"
    words = _("A newer invitation was sent to you on %(day)s. Use the link in that message.")


class LinkDeclined(LinkDead):
    code = "link_declined"
    words = _("This invitation was declined on %(day)s. Ask %(inviter)s for a new one.")


class SignInFirst(Refusal):
    """The invited person has a sign-in already: accept signed in as that person."""

    code = "sign_in_first"
    words = _("You have an account already. Sign in as %(address)s to accept.")
    status = 403


class SignedInAsAnother(Refusal):
    code = "signed_in_as_another"
    words = _("This invitation is for %(address)s, and you are signed in as somebody else.")
    status = 403


class PasswordNeeded(Refusal):
    code = "password_needed"
    words = _("Choose a password.")


@dataclass(frozen=True, slots=True)
class Offer:
    """What the invited person is shown. `zone` names the days; `language` is the invitation's.

    `accounts` counts what they would see now. `has_user`: a sign-in exists already, whose public
    id is `user_ref`; then accepting needs that session and no password.
    """

    member_ref: str
    invited_address: str
    first_name: str
    last_name: str
    name: str
    inviter: str
    company: str
    accounts: int
    scope: str
    last_day: date | None
    zone: str
    link_ends_at: datetime
    language: str
    has_user: bool
    user_ref: str


def look(token: str) -> Offer:
    """Writes nothing. Raises `LinkUnknown` (404) or a `LinkDead` (410) that says what happened."""
    raise NotImplementedError


def opened(token: str, *, ip: str = "", agent: str = "") -> None:
    """Notes once that the link was opened; a dead or unknown link is left alone."""
    raise NotImplementedError


def accept(
    token: str,
    *,
    password_hash: str | None = None,
    signed_in_user: User | None = None,
    ip: str = "",
    agent: str = "",
) -> User:
    """Accepts, exactly once: makes or reuses the sign-in and gives the access that was offered.

    Hash the password before (`users.passwords.hash_password`). Raises the refusals above; then
    nothing is written.
    """
    raise NotImplementedError


def decline(token: str, *, ip: str = "", agent: str = "") -> None:
    """Declines; the link is dead afterwards. Raises the refusals of `look`."""
    raise NotImplementedError
