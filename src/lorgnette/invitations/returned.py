"""Takes in returned mail, and answers a complaint: nobody is invited against their will."""

from collections import Counter
from pathlib import Path

from django.conf import settings
from django.db import transaction

from lorgnette.invitations import unwanted
from lorgnette.kernel.actor import SYSTEM
from lorgnette.mail import bounces, returned_folder
from lorgnette.mail.bounces import Taken
from lorgnette.mail.mime import MOST_BYTES
from lorgnette.mail.reports import COMPLAINED

__all__ = ["MOST_BYTES", "Taken", "take", "take_folder"]


def take(raw: bytes, recipient: str = "") -> Taken:
    """One mail; `recipient` is the envelope's, where the mail server names it.

    Whoever complains has their pending invitation declined.
    """
    read = bounces.recognise(raw, recipient)
    if isinstance(read, Taken):
        return read
    with transaction.atomic():
        taken = bounces.note(read)
        if taken.outcome == COMPLAINED and taken.about_ref:
            unwanted.turn_down(taken.about_ref, SYSTEM, "complaint")
    return taken


def take_folder() -> Counter[str]:
    """The mails in `LORGNETTE_BOUNCE_FOLDER`, if it is set; how many of each outcome."""
    if not settings.BOUNCE_FOLDER:
        return Counter()
    return returned_folder.read_folder(Path(settings.BOUNCE_FOLDER), lambda raw: take(raw).outcome)
