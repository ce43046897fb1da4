"""When nobody is mailed about their accounts: at night, and on weekends unless they want it."""

from datetime import datetime

SATURDAY = 5


def is_quiet(local: datetime, quiet_from: int, quiet_until: int, *, weekends: bool) -> bool:
    """At the person's local time. The hours are those of the company: from 20 until 7 is the
    night; where both are the same no hour is quiet.
    """
    if local.weekday() >= SATURDAY and not weekends:
        return True
    hour = local.hour
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until
