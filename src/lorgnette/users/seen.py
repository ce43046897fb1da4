"""When a person was last here."""

from datetime import timedelta

from lorgnette.kernel import clock
from lorgnette.users.models import User

EVERY = timedelta(minutes=5)


def touch(user: User) -> None:
    """Writes it, at most every five minutes."""
    at = clock.now()
    if user.last_seen_at is None or at - user.last_seen_at >= EVERY:
        User.objects.filter(pk=user.pk).update(last_seen_at=at)
        user.last_seen_at = at
