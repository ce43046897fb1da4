"""Takes the wish for a new password, and mails the link later: the answer tells nobody anything."""

from datetime import datetime, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.mail.outbox import Envelope, put
from lorgnette.users.models import ResetAsk, User
from lorgnette.users.signins import stranger, whom
from lorgnette.workspace.settings import current

AT_ONCE = 100


def ask(address_key: str, *, ip: str, agent: str) -> None:
    """The same work whoever the address is of: whose it is is looked at by `pass_on`."""
    at = clock.now()
    ResetAsk.objects.create(address_key=address_key, ip=ip[:45], agent=agent[:300], asked_at=at)


def pass_on() -> int:
    """Mails those who have a password to be replaced; returns how many asked."""
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        asks = list(ResetAsk.objects.select_for_update(skip_locked=skip).order_by("pk")[:AT_ONCE])
        for one in asks:
            _record(one)
            _mail(one)
        ResetAsk.objects.filter(pk__in=[one.pk for one in asks]).delete()
    return len(asks)


def _record(one: ResetAsk) -> None:
    kind, ref = whom(one.address_key)
    record(
        "user.password_reset_asked",
        stranger(one.ip, one.agent),
        subject_kind=kind,
        subject_ref=ref,
        personal={"address": one.address_key},
    )


def _mail(one: ResetAsk) -> None:
    """To the stored address and in the person's language; to nobody without a password."""
    user = User.objects.filter(address_key=one.address_key, is_active=True).first()
    if user is not None and user.has_usable_password():
        put(_envelope(user, link(user)))


def link(user: User) -> str:
    """Sets a new password once, until `ends_at`; dead as soon as the password is another."""
    key = (user_pk_to_url_str(user), default_token_generator.make_token(user))
    return f"{settings.BASE_URL}{reverse('account_reset_password_from_key', args=key)}"


def ends_at() -> datetime:
    """When a link made now runs out."""
    return clock.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


def _envelope(user: User, address: str) -> Envelope:
    member, company = user.member, current()
    return Envelope(
        kind="password_reset",
        language=user.language or member.language,
        to_address=member.address,
        to_name=member.name,
        link=address,
        about_ref=member.public_id,
        values={
            "first_name": member.first_name,
            "name": member.name,
            "address": member.address,
            "company": company.name,
            "postal_address": company.postal_address,
            "zone": company.zone,
            "link_ends_at": ends_at().isoformat(),
        },
    )
