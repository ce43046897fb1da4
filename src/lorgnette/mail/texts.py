"""Stores the text that an administrator wrote, once for all messages of a batch and language."""

from lorgnette.mail.letters import Letter
from lorgnette.mail.models import Text


def store(language: str, letter: Letter) -> Text:
    """The row that messages of this language share; check the letter before."""
    return Text.objects.create(language=language, subject=letter.subject, body=letter.body)


def letter_of(text: Text) -> Letter:
    """The letter that `store` wrote."""
    return Letter(subject=text.subject, body=text.body)
