"""What became of a mail, in words: the mail server's own, or a sentence of ours."""

from django.utils.translation import gettext


def in_words(code: int | None, reply: str) -> str:
    """“550 No such mailbox” as the server said it; without a code it is ours, and translated."""
    if not reply:
        return str(code or "")
    return f"{code} {reply}" if code else gettext(reply)
