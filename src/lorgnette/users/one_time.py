"""One-time links of administrators: made, looked at without harm, used once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.tokens import digest, new_token
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.actors import actor_of
from lorgnette.users.change_password import store_password
from lorgnette.users.models import SigninLink, User
from lorgnette.users.passwords import check_password_rules, hash_password

PASSWORD, DEMO = "password", "demo"


class OneTimeLinkUnknown(Refusal):
    code = "one_time_link_unknown"
    status = 404
    words = _("This link is not known, or a newer one has replaced it.")


class OneTimeLinkUsed(Refusal):
    code = "one_time_link_used"
    status = 410
    words = _("This link has been used. It works once.")


class OneTimeLinkExpired(Refusal):
    code = "one_time_link_expired"
    status = 410
    words = _("This link has run out.")


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """`url_path` follows the base URL; it holds the secret, which is stored nowhere."""

    url_path: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """What a link is for: `purpose` is `password` (set one) or `demo` (sign in)."""

    purpose: str
    name: str
    address: str
    ends_at: datetime


def make_link(user: User, purpose: str, lasts: timedelta, actor: Actor) -> OneTimeLink:
    """A new link; this user's unused ones of the purpose are dead. In the caller's transaction."""
    token, at = new_token(), clock.now()
    SigninLink.objects.filter(user=user, purpose=purpose, used_at=None).delete()
    row = SigninLink.objects.create(
        user=user, purpose=purpose, token_digest=digest(token), made_at=at, ends_at=at + lasts
    )
    _record("administrator.link_made", user, purpose, actor)
    return OneTimeLink(reverse("administrator_link", args=[token]), row.ends_at)


def open_link(token: str) -> OpenedLink:
    """What the link is for; changes nothing. Raises the refusals above."""
    row = _good(token)
    member = row.user.member
    return OpenedLink(row.purpose, member.name, member.address, row.ends_at)


def use_link(token: str, password: str | None = None, *, ip: str = "", agent: str = "") -> User:
    """Sets the password, or for a demo link nothing, and answers the user to sign in; once.

    Raises the refusals above, or beside "password" those of `passwords`.
    """
    row = _good(token)
    password_hash = None
    if row.purpose == PASSWORD:
        check_password_rules(password or "", row.user.member)
        password_hash = hash_password(password or "")
    with transaction.atomic():
        at = clock.now()
        if not SigninLink.objects.filter(pk=row.pk, used_at=None, ends_at__gt=at).update(
            used_at=at
        ):
            raise OneTimeLinkUsed
        actor = actor_of(row.user, ip=ip, agent=agent)
        _record("administrator.link_used", row.user, row.purpose, actor)
        if password_hash:
            store_password(row.user, password_hash, actor)
    return User.objects.select_related("member").get(pk=row.user_id)


def _good(token: str) -> SigninLink:
    rows = SigninLink.objects.select_related("user__member")
    row = rows.filter(token_digest=digest(token), user__is_active=True).first()
    if row is None or (row.purpose == DEMO and not settings.DEMO):
        raise OneTimeLinkUnknown
    if row.used_at:
        raise OneTimeLinkUsed
    if row.ends_at <= clock.now():
        raise OneTimeLinkExpired
    return row


def _record(verb: str, user: User, purpose: str, actor: Actor) -> None:
    record(
        verb,
        actor,
        subject_kind="member",
        subject_ref=user.member.public_id,
        values={"purpose": purpose},
    )
