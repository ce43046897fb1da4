"""Administrators: made by the console, let in first by a one-time link."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel.actor import SYSTEM, Actor
from lorgnette.kernel.addresses import Address
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.administering import administering
from lorgnette.users.administrator_news import CREATED, tell_all
from lorgnette.users.create import create_user
from lorgnette.users.members import ensure
from lorgnette.users.models import Member, User
from lorgnette.users.one_time import OneTimeLink, make_link, open_link, use_link

__all__ = ["OneTimeLink", "create", "demo_link", "list_administrators", "open_link", "use_link"]

PASSWORD_LINK = timedelta(days=7)
DEMO_LINK = timedelta(days=1)


class NoDemo(Refusal):
    code = "no_demo"
    status = 404
    words = _("Links that sign in exist in the demo alone.")


@dataclass(frozen=True, slots=True)
class AdministratorLine:
    """One administrator. Without `has_password` their first link is still unused."""

    ref: str
    name: str
    address: str
    language: str
    created_at: datetime
    last_seen_at: datetime | None
    has_password: bool


def create(
    address: Address, first_name: str, last_name: str, language: str, actor: Actor
) -> OneTimeLink:
    """Makes an administrator, or of a sales user one; the link sets the (first) password.

    Called again it makes a new link, and the one before is dead.
    """
    with transaction.atomic():
        member = ensure(address, first_name, last_name, language)
        user = _administrator(member, language, actor)
        return make_link(user, "password", PASSWORD_LINK, actor)


def list_administrators() -> list[AdministratorLine]:
    """All that may sign in, by name."""
    users = administering().select_related("member").order_by("member__sort_key", "id")
    return [_line(user) for user in users]


def demo_link() -> OneTimeLink:
    """A link that signs the demo's first administrator in, once; earlier ones are dead.

    Raises `NoDemo`.
    """
    user = administering().order_by("id").first()
    if not settings.DEMO or user is None:
        raise NoDemo
    with transaction.atomic():
        return make_link(user, "demo", DEMO_LINK, SYSTEM)


def _administrator(member: Member, language: str, actor: Actor) -> User:
    user = User.objects.filter(member=member).first()
    if user is not None and user.is_administrator and user.is_active:
        return user
    # The others hear of it; the first has nobody to tell.
    tell_all(CREATED, member, actor)
    if user is None:
        unusable = make_password(None)
        user = create_user(member, unusable, language, actor=actor, is_administrator=True)
    else:
        user.is_administrator = user.is_active = True
        user.save(update_fields=["is_administrator", "is_active"])
    record(
        "administrator.created",
        actor,
        subject_kind="member",
        subject_ref=member.public_id,
        personal={"name": member.name, "address": member.address},
    )
    return user


def _line(user: User) -> AdministratorLine:
    return AdministratorLine(
        ref=user.member.public_id,
        name=user.member.name,
        address=user.member.address,
        language=user.language,
        created_at=user.created_at,
        last_seen_at=user.last_seen_at,
        has_password=user.has_usable_password(),
    )
