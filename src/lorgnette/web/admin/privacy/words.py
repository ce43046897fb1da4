"""What the kinds of traces of a person are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

KINDS: Mapping[str, Promise] = {
    "people": gettext_lazy("Person’s own records"),
    "activities": gettext_lazy("Activities"),
    "days": gettext_lazy("Activities by day"),
    "waiting": gettext_lazy("Events that wait for a name"),
    "dead_events": gettext_lazy("Contents of dead events"),
    "visitors": gettext_lazy("Ids of browsers and of users"),
    "groups": gettext_lazy("Companies that events told"),
    "memberships": gettext_lazy("Stays at accounts"),
    "spells": gettext_lazy("Addresses and companies over time"),
    "moments": gettext_lazy("Interesting moments"),
    "alerts": gettext_lazy("Notices of interesting moments"),
    "scores": gettext_lazy("Parts of scores"),
    "candidates": gettext_lazy("Open questions of matching"),
    "answers": gettext_lazy("Answers of matching"),
    "decisions": gettext_lazy("Decisions of matching"),
    "subscriptions": gettext_lazy("Subscriptions to the person"),
    "put_off": gettext_lazy("Times put off among best bets"),
    "audit_details": gettext_lazy("Names in the audit trail"),
    "others": gettext_lazy("Other rows"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of a kind."""

    words: str
    count: int


def counted(counts: Mapping[str, int]) -> Sequence[Counted]:
    """In the order of `KINDS`, without those of none."""
    return [Counted(str(words), counts[kind]) for kind, words in KINDS.items() if counts.get(kind)]
