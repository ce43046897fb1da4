"""The wizard's draft: a row of answers, its owner's alone, kept on Back and on reload."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction

from lorgnette.invitations import candidates
from lorgnette.invitations.answers import Answers, as_json, from_json
from lorgnette.invitations.checks import (
    check_letters,
    check_people,
    check_permissions,
    has_crm_user,
)
from lorgnette.invitations.models import Draft
from lorgnette.invitations.recipients import (
    NobodyInvitable,
    Recipient,
    Recipients,
    letters_for,
    preview,
    recipients,
    values_for,
)
from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.letters import Letter, standard_letter
from lorgnette.users.models import User

__all__ = [
    "Answers",
    "DraftMissing",
    "NobodyInvitable",
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


KEPT = timedelta(days=30)


class DraftMissing(Refusal):
    code = "draft_missing"
    words = _("This draft does not exist any more. Start a new invitation.")
    status = 404


def start(user: User, **fields: Any) -> str:
    """A new draft; returns its ref. `fields` prefill answers.

    The owner's drafts that nobody came back to for a month are forgotten.
    """
    at, answers = clock.now(), Answers(**fields)
    Draft.objects.filter(owner_id=user.pk, sent_batch_ref="", changed_at__lt=at - KEPT).delete()
    row = Draft.objects.create(
        owner_id=user.pk, answers=as_json(answers), created_at=at, changed_at=at
    )
    return row.public_id


def load(user: User, ref: str) -> Answers:
    """Raises `DraftMissing` (404), also for somebody else's."""
    return from_json(_row(user, ref).answers)


def sent_batch(user: User, ref: str) -> str:
    """The batch this draft was sent as, or "". Raises `DraftMissing`."""
    return _row(user, ref).sent_batch_ref


def change(user: User, ref: str, **fields: Any) -> Answers:
    """Stores some answers as typed, checked or not; the others stay. Raises `DraftMissing`.

    A letter equal to the standard one of its language is not kept as edited. A draft that was
    sent no longer changes.
    """
    with transaction.atomic():
        row = _row(user, ref, held=True)
        answers = from_json(row.answers)
        if row.sent_batch_ref:
            return answers
        if "letters" in fields:
            fields["letters"] = _edited(fields["letters"])
        answers = replace(answers, **fields)
        row.answers, row.changed_at = as_json(answers), clock.now()
        row.save(update_fields=["answers", "changed_at"])
    return answers


def freeze(user: User, ref: str) -> Answers:
    """At Next: while select-all is on, fills `crm_refs` with those its filter matches now."""
    answers = load(user, ref)
    if answers.all_matching is None:
        return answers
    return change(user, ref, crm_refs=tuple(candidates.freeze(answers.all_matching)))


def discard(user: User, ref: str) -> None:
    """Forgets a draft that was not sent."""
    Draft.objects.filter(public_id=ref, owner_id=user.pk, sent_batch_ref="").delete()


def _row(user: User, ref: str, *, held: bool = False) -> Draft:
    drafts = Draft.objects.select_for_update() if held else Draft.objects
    row = drafts.filter(public_id=ref, owner_id=user.pk).first()
    if row is None:
        raise DraftMissing
    return row


def _edited(letters: Mapping[str, Letter]) -> dict[str, Letter]:
    """Those that differ from the standard letters, with the lines ended as we store them."""
    typed = {
        language: Letter(letter.subject.strip(), letter.body.replace("\r\n", "\n"))
        for language, letter in letters.items()
    }
    return {
        language: letter for language, letter in typed.items() if not _standard(language, letter)
    }


def _standard(language: str, letter: Letter) -> bool:
    bare = Letter(letter.subject, letter.body.strip())
    return any(bare == standard_letter("invitation", language, ends=e) for e in (True, False))
