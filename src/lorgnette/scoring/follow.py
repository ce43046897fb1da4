"""Follows what happens: scores the accounts whose activities changed, within a second or two."""

from lorgnette.activities import touched
from lorgnette.kernel.portions import portions
from lorgnette.scoring.rescore import CHUNK, rescore

# Marks at a time: an account that is busy has many, and is scored once for them all.
MARKS = 5_000


def follow() -> int:
    """How many accounts were scored; 0 when nothing has changed. One caller at a time.

    A mark goes after its account is scored: a process that dies in between scores it twice.
    """
    found = touched.waiting(MARKS)
    if not found.account_ids:
        return 0
    for part in portions(found.account_ids, CHUNK):
        rescore(part)
    touched.done(found)
    return len(found.account_ids)
