"""Claims what may be sent now: no mail is held, the domain had not its share, nobody objected."""

from collections import Counter
from collections.abc import Sequence

from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail import claims, database_clock, limits, outcomes, suppression
from lorgnette.mail.models import Message
from lorgnette.mail.retries import Pace
from lorgnette.mail.transports import Trouble
from lorgnette.workspace.settings import current

UNWANTED = _("This person asked not to be invited, so nothing was sent.")
# What a person means who never wants to be invited again; a password that they ask for is sent.
INVITING = frozenset({"invitation"})


def take_in(holder: str, limit: int, pace: Pace) -> list[Message]:
    """Up to `limit` messages leased to the holder, in the caller's transaction."""
    company = current()
    if company.mail_held_at:
        return []
    if company.domain_hourly is None:
        found = claims.claim(holder, limit, pace.lease)
    else:
        found = _within(holder, limit, pace, company.domain_hourly)
    return _wanted(found)


def _within(holder: str, limit: int, pace: Pace, hourly: int) -> list[Message]:
    """No more to a domain than are left of its hour; the others are put back at once."""
    limits.hold()
    taken = Counter(limits.taken(database_clock.now()))
    full = [domain for domain, count in taken.items() if count >= hourly]
    fitting: list[Message] = []
    surplus: list[Message] = []
    for message in claims.claim(holder, limit, pace.lease, but=full):
        taken[message.to_domain] += 1
        fits = not message.to_domain or taken[message.to_domain] <= hourly
        (fitting if fits else surplus).append(message)
    claims.put_back(holder, [message.pk for message in surplus])
    return fitting


def _wanted(found: Sequence[Message]) -> list[Message]:
    """The message of somebody who objected since it was put ends here, and says so."""
    keys = {m.to_address.lower() for m in found if m.kind in INVITING}
    objectors = suppression.suppressed(keys) if keys else {}
    wanted = []
    for message in found:
        if message.kind in INVITING and message.to_address.lower() in objectors:
            outcomes.failed(message, Trouble(UNWANTED))
        else:
            wanted.append(message)
    return wanted
