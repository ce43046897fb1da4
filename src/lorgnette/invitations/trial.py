"""Mails the writer of an invitation a test of it, as a recipient would get it."""

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.invitations.answers import Answers
from lorgnette.invitations.recipients import letters_in, values_for
from lorgnette.kernel.actor import Actor
from lorgnette.mail import probe


def send_test(answers: Answers, actor: Actor, recipient_ref: str, language: str) -> None:
    """The text of `language` with this recipient's values, to the actor; its link opens nothing.

    Raises `NobodyInvitable`, or beside {language}_subject and {language}_body the refusals of
    `mail.letters.check_letter`.
    """
    values = values_for(answers, actor, recipient_ref)
    letter = letters_in(answers, {language: 1})[language]
    with transaction.atomic():
        probe.send_test(letter, language, values, actor)
        record(
            "draft.test_sent",
            actor,
            subject_kind="member",
            subject_ref=actor.ref,
            personal={"address": actor.address},
        )
