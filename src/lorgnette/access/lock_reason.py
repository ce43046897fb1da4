"""Why an access is locked, as an administrator writes it."""

from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

LONGEST = 200


class LockReasonOdd(Refusal):
    code = "lock_reason_odd"
    words = _("The reason holds an invisible or control character. Type it again.")


def clean_reason(raw: str) -> str:
    """On one line, at most two hundred characters. Raises `LockReasonOdd`."""
    reason = raw.strip()[:LONGEST]
    if not reason.isprintable():
        raise LockReasonOdd("reason")
    return reason
