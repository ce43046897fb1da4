"""Sends an administrator a test of the message she is writing, through the outbox."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from lorgnette.kernel.actor import Actor
from lorgnette.mail import texts
from lorgnette.mail.letters import Letter, check_letter
from lorgnette.mail.models import Message
from lorgnette.mail.outbox import Envelope, put

# Shaped like an invitation's link, and no invitation's: the digest of no stored token.
INERT_PATH = "/i/test"


def send_test(letter: Letter, language: str, values: Mapping[str, Any], actor: Actor) -> Message:
    """The letter as the recipient of `values` would get it, to the actor, its link inert.

    Raises the refusals of `check_letter`, beside {language}_subject or {language}_body.
    """
    check_letter(letter, f"{language}_")
    with transaction.atomic():
        return put(
            Envelope(
                kind="test",
                language=language,
                text=texts.store(language, letter),
                to_name=actor.name,
                to_address=actor.address,
                reply_name=actor.name,
                reply_address=actor.address,
                values=values,
                link=f"{settings.BASE_URL}{INERT_PATH}",
            )
        )
