"""What a person's page says of asking for more time: the form, or what became of the wish."""

from dataclasses import dataclass, field
from datetime import date

from lorgnette.access.last_day import latest_day
from lorgnette.access.requests import LONGEST_WHY
from lorgnette.access.wishes import Wish, wish_of
from lorgnette.kernel import clock

# Who is named: more would be a list nobody reads.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Asking:
    """What `signin/_ask.html` shows. `typed` and `errors` are by field: why, wished_day."""

    wish: Wish
    whom: str
    earliest: date
    latest: date
    typed: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    longest_why: int = LONGEST_WHY


def asking(
    member_ref: str,
    *,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    problem: str = "",
) -> Asking:
    """Of one person."""
    wish = wish_of(member_ref)
    zone = wish.zone or "UTC"
    return Asking(
        wish=wish,
        whom=", ".join(wish.whom[:_NAMED]),
        earliest=clock.today(zone),
        latest=latest_day(zone),
        typed=typed or {},
        errors=errors or {},
        problem=problem,
    )
