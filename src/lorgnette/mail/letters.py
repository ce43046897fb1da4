"""The subject and body of a message: the standard ones, and what an edited one must hold."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.placeholders import LINK

MAX_SUBJECT, MAX_BODY = 200, 10_000

_STANDARD = Path(__file__).parent / "standard"


class SubjectMissing(Refusal):
    code = "subject_missing"
    words = _("Write a subject.")


class SubjectTooLong(Refusal):
    code = "subject_too_long"
    words = _("The subject has %(length)s characters; at most %(limit)s are sent.")


class SubjectHasLink(Refusal):
    code = "subject_has_link"
    words = _("The link cannot stand in the subject. Put [link] into the body.")


class SubjectHasLineBreak(Refusal):
    code = "subject_has_line_break"
    words = _("The subject holds a line break or a control character. Type it on one line.")


class LinkMissing(Refusal):
    code = "link_missing"
    words = _("The message has no link. Without [link] in the body nobody could accept.")


class BodyTooLong(Refusal):
    code = "body_too_long"
    words = _("The message has %(length)s characters; at most %(limit)s are sent.")


class BodyHasControl(Refusal):
    code = "body_has_control"
    words = _("The message holds a control character (%(character)s). Remove it.")


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and a body as an administrator edits them, placeholders and all."""

    subject: str
    body: str


@cache
def standard_letter(kind: str, language: str, *, ends: bool = True) -> Letter:
    """The letter of our own for `kind`; a test is of the invitation.

    `ends` says whether the access has a last day: an invitation without one does not speak of it.
    """
    stem = "invitation" if kind == "test" else kind
    if stem == "invitation" and not ends:
        stem = "invitation_no_end"
    path = _STANDARD / f"{stem}.{language if language == 'fr' else 'en'}.txt"
    subject, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    return Letter(subject=subject.strip(), body=body.strip())


def check_letter(letter: Letter, field_prefix: str = "") -> None:
    """Raises one of the refusals above, beside `{field_prefix}subject` or `{field_prefix}body`."""
    _check_subject(letter.subject, f"{field_prefix}subject")
    _check_body(letter.body, f"{field_prefix}body")


def _check_subject(subject: str, field: str) -> None:
    if not subject.strip():
        raise SubjectMissing(field)
    if len(subject) > MAX_SUBJECT:
        raise SubjectTooLong(field, length=len(subject), limit=MAX_SUBJECT)
    if LINK in subject:
        raise SubjectHasLink(field)
    if _control(subject):
        raise SubjectHasLineBreak(field)


def _check_body(body: str, field: str) -> None:
    if LINK not in body:
        raise LinkMissing(field)
    if len(body) > MAX_BODY:
        raise BodyTooLong(field, length=len(body), limit=MAX_BODY)
    odd = _control(body.replace("\r\n", "\n").replace("\n", "").replace("\t", ""))
    if odd:
        raise BodyHasControl(field, character=f"U+{ord(odd):04X}")


def _control(text: str) -> str:
    return next((c for c in text if ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u2028\u2029"), "")
