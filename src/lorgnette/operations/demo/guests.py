"""Who of the CRM was invited in which round, and how it went on for each."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lorgnette.directory.models import CrmUser
from lorgnette.operations.demo.rounds import LEFT, ROUNDS, Round

_SELLING = (
    *("Account Executive", "Sales Manager", "Sales Director"),
    *("Inside Sales", "Customer Success", "Solution Engineer"),
)


@dataclass(frozen=True, slots=True)
class Guest:
    """A CRM user that is invited; `fate` is one of `rounds.FATES`."""

    crm_ref: str
    address: str
    fate: str


def guest_lists(
    source_id: int, leavers: Iterable[str], dice: random.Random
) -> Sequence[tuple[Round, Sequence[Guest]]]:
    """Those of each round; `leavers` are the CRM's ids of those who leave later.

    A small company runs out of people: then the later rounds are smaller.
    """
    pool = _Pool(source_id, frozenset(leavers), dice)
    for this in ROUNDS:
        for name, fate in this.known.items():
            pool.reserve(name, this, fate)
    return [(this, list(pool.take(this))) for this in ROUNDS]


class _Pool:
    def __init__(self, source_id: int, leavers: frozenset[str], dice: random.Random) -> None:
        self._leavers = leavers
        users = CrmUser.objects.filter(source=source_id, active=True, gone_at=None)
        invitable = users.exclude(address_key="").filter(profile__in=_SELLING).order_by("id")
        one_each = {user.address_key: user for user in reversed(invitable)}
        self._free = list(reversed(one_each.values()))
        self._reserved: dict[int, list[Guest]] = {}
        dice.shuffle(self._free)

    def reserve(self, name: str, this: Round, fate: str) -> None:
        for user in self._free:
            if user.name == name:
                self._free.remove(user)
                self._reserved.setdefault(this.days_ago, []).append(_guest(user, fate))
                return

    def take(self, this: Round) -> Iterator[Guest]:
        known = self._reserved.get(this.days_ago, [])
        yield from known
        for fate, wanted in this.fates.items():
            more = wanted - sum(guest.fate == fate for guest in known)
            for _ in range(more):
                user = self._next(this, fate)
                if user is not None:
                    yield _guest(user, fate)

    def _next(self, this: Round, fate: str) -> CrmUser | None:
        for user in self._free:
            leaves = user.external_id in self._leavers
            if leaves == (fate == LEFT) and this.profile in ("", user.profile):
                self._free.remove(user)
                return user
        return None


def _guest(user: CrmUser, fate: str) -> Guest:
    return Guest(user.public_id, user.address, fate)
