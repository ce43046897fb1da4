"""What a version of a rule says, as a value: which activities, when they make a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

MILESTONE, WEB, EMAIL = "milestone", "web", "email"
KINDS = (MILESTONE, WEB, EMAIL)

PERSON, ACCOUNT = "person", "account"
SCOPES = (PERSON, ACCOUNT)

EACH, FIRST, COUNT, PEOPLE, OVER, BACK = "each", "first", "count", "people", "over", "back"
WHEN = (EACH, FIRST, COUNT, PEOPLE, OVER, BACK)

EQUALS, CONTAINS, AT_LEAST = "equals", "contains", "at_least"
OPERATORS = (EQUALS, CONTAINS, AT_LEAST)

# The line below an activity, where its properties have none of that name.
SUBJECT = "subject"


class Deed(NamedTuple):
    """An activity as rules look at it; `bot` is nobody's: such are never looked at."""

    at: datetime
    person: int | None
    account: int | None
    type: str
    subject: str
    properties: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Condition:
    """On a property, by a path such as `plan` or `page.path`; the case of text is no matter."""

    property: str
    operator: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """`types` are codes of activities, none for any; all `conditions` must hold.

    `scope` says whose activities are looked at together: one person's or one account's. `when`:
    each of them; the first; `number` of them, or by `number` different people, within `days`
    days; one whose `property` is over `threshold`; one after `days` days without any. Not again
    within `pause` days (0: always). Days are of 24 hours.
    """

    types: Sequence[str] = ()
    conditions: Sequence[Condition] = ()
    scope: str = PERSON
    when: str = EACH
    number: int = 0
    days: int = 0
    property: str = ""
    threshold: float = 0.0
    pause: int = 0
    # Those whose values the sentences hold.
    kept: Sequence[str] = field(default=())

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


def of_stored(kept: Mapping[str, Any]) -> Definition:
    """What `stored` gave."""
    conditions = tuple(Condition(**one) for one in kept["conditions"])
    lists = {"types": tuple(kept["types"]), "kept": tuple(kept["kept"])}
    return Definition(**(dict(kept) | lists | {"conditions": conditions}))


def value_of(deed: Deed, path: str) -> Any:
    """The value at the path, None where there is none."""
    found: Any = deed.properties
    if isinstance(found, Mapping) and path in found:
        return found[path]
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return deed.subject if found is None and path == SUBJECT else found


def number_of(value: Any) -> float | None:
    """A finite number, also one that is written as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if abs(number) < float("inf") else None


def fits(definition: Definition, deed: Deed) -> bool:
    """Whether all of its conditions hold; the type is looked at elsewhere."""
    return all(_holds(condition, deed) for condition in definition.conditions)


def _holds(condition: Condition, deed: Deed) -> bool:
    value = value_of(deed, condition.property)
    if value is None:
        return False
    if condition.operator == AT_LEAST:
        number, least = number_of(value), number_of(condition.value)
        return number is not None and least is not None and number >= least
    found, wanted = _text(value), condition.value.casefold()
    return wanted in found if condition.operator == CONTAINS else wanted == found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).casefold()
