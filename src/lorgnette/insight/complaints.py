"""Who reported a mail of ours as unwanted: then none about accounts comes again."""

from collections.abc import Sequence

from lorgnette.mail import suppression
from lorgnette.users.models import User


def without_complaints(users: Sequence[User]) -> list[User]:
    """The others, in one query; each has its `member`."""
    found = suppression.suppressed([user.member.address_key for user in users])
    keys = {key for key, row in found.items() if row.source == suppression.COMPLAINT}
    return [user for user in users if user.member.address_key not in keys]
