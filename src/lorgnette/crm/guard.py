"""A source that comes back empty or halved is stopped and asked about. Pure."""

from collections.abc import Mapping

from lorgnette.crm.outcome import Shrunk

# Activities are only ever added, so fewer of them mean nothing.
GUARDED = ("users", "accounts", "contacts", "opportunities", "account_team")


def shrunk(
    before: Mapping[str, int], now: Mapping[str, int | None], accepted: Mapping[str, int]
) -> tuple[Shrunk, ...]:
    """The kinds to ask about. `now` is None where nothing is known, so nothing will be removed.

    `accepted`: down to how many rows an administrator said the kind is right.
    """
    return tuple(
        Shrunk(kind, before[kind], number)
        for kind in GUARDED
        if (number := now.get(kind)) is not None
        and _is_alarming(before[kind], number)
        and number < accepted.get(kind, before[kind])
    )


def _is_alarming(before: int, now: int) -> bool:
    return before > 0 and now * 2 < before
