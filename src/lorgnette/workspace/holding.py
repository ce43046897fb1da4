"""Holds all mail back, and lets it go: after a restore, or when somebody needs to stop it."""

from dataclasses import replace

from django.db import transaction

from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.workspace.settings import locked, moves, write


def hold_mail(actor: Actor) -> bool:
    """No mail leaves from now on; what is queued waits. No, if it was held already."""
    with transaction.atomic():
        old = locked()
        if old.mail_held_at is not None:
            return False
        new = replace(old, mail_held_at=clock.now())
        write(actor, "mail.held", new, moves(old, new))
    return True


def release_mail(actor: Actor) -> bool:
    """Mail leaves again, what waited first. No, if it was not held."""
    with transaction.atomic():
        old = locked()
        if old.mail_held_at is None:
            return False
        new = replace(old, mail_held_at=None)
        write(actor, "mail.released", new, moves(old, new))
    return True
