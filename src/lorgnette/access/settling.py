"""What follows from a change of an access: unsent reminders are taken back, wishes are settled."""

from collections.abc import Sequence
from datetime import datetime

from lorgnette.access import letters
from lorgnette.access.models import Digest, ExtensionRequest, Grant, Notice
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.portions import portions
from lorgnette.mail import outbox
from lorgnette.users.models import Member
from lorgnette.workspace.settings import current

EXTENDED, DECLINED, MOOT = "extended", "declined", "moot"


def extended(grant: Grant, actor: Actor) -> None:
    """The caller holds the grant, and has written its new end."""
    silence(grant)
    if grant.locked_at is None:
        close(grant, EXTENDED, actor)


def unlocked(grant: Grant, locked_at: datetime, actor: Actor) -> None:
    """Answers a wish that was made while the access was locked, if it is open again."""
    if grant.ends_at is None or clock.now() < grant.ends_at:
        close(grant, EXTENDED, actor, asked_since=locked_at)


def revoked(grant: Grant, actor: Actor) -> None:
    """Nothing is left to extend: the person learns it where they sign in."""
    silence(grant)
    close(grant, MOOT, actor)


def silence(grant: Grant) -> None:
    """Takes reminders back that have not left; a digest is made anew without this person."""
    silence_all([grant.pk])


def silence_all(grant_ids: Sequence[int]) -> None:
    """As `silence`, of many at once."""
    for some in portions(grant_ids):
        notices = Notice.objects.filter(grant__in=some)
        waiting = notices.filter(message__final=False).values_list("message_id", flat=True)
        outbox.cancel(list(waiting))
        digests = Digest.objects.filter(notices__grant__in=some, message__final=False)
        for digest in digests.distinct():
            if digest.message_id and outbox.cancel([digest.message_id]):
                digest.delete()


def close(
    grant: Grant, answer: str, actor: Actor, *, note: str = "", asked_since: datetime | None = None
) -> bool:
    """Closes the open wish for this grant, if there is one, and tells the person the answer."""
    found = ExtensionRequest.objects.filter(grant=grant, closed_at=None)
    request = found.filter(asked_at__gte=asked_since).first() if asked_since else found.first()
    if request is None:
        return False
    by = Member.objects.filter(public_id=actor.ref).first()
    request.closed_at, request.answer, request.note = clock.now(), answer, note
    request.answered_by = by
    request.save(update_fields=["closed_at", "answer", "note", "answered_by"])
    # As it has just been changed: the letter says the new end.
    request.grant = grant
    kind = {EXTENDED: "extension_granted", DECLINED: "extension_declined"}.get(answer)
    if kind:
        outbox.put(letters.answered(request, kind, actor, by, current()))
    return True
