"""Mails the link that sets a new password; for strangers does the same work and mails nothing."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.mail.outbox import Envelope, put
from lorgnette.users.models import User
from lorgnette.users.signins import stranger, whom
from lorgnette.workspace.settings import current


def mail_link(user: User, link: str, *, ip: str, agent: str) -> None:
    """Puts the mail into the outbox, to the stored address and in the person's language."""
    with transaction.atomic():
        _record(user.member.address_key, ip, agent)
        put(_envelope(user, link))


def mail_nothing(address_key: str, *, ip: str, agent: str) -> None:
    """As much work as `mail_link`, so that the time tells nobody who has an account."""
    with transaction.atomic():
        _record(address_key, ip, agent)
        with transaction.atomic():
            put(Envelope("password_reset", "en", address_key, link=settings.BASE_URL))
            transaction.set_rollback(True)


def _record(address_key: str, ip: str, agent: str) -> None:
    kind, ref = whom(address_key)
    record(
        "user.password_reset_asked",
        stranger(ip, agent),
        subject_kind=kind,
        subject_ref=ref,
        personal={"address": address_key},
    )


def _envelope(user: User, link: str) -> Envelope:
    member, company = user.member, current()
    ends_at = clock.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return Envelope(
        kind="password_reset",
        language=user.language or member.language,
        to_address=member.address,
        to_name=member.name,
        link=link,
        about_ref=member.public_id,
        values={
            "first_name": member.first_name,
            "name": member.name,
            "address": member.address,
            "company": company.name,
            "postal_address": company.postal_address,
            "zone": company.zone,
            "link_ends_at": ends_at.isoformat(),
        },
    )
