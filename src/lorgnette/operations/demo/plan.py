"""How large a generated company is, from which seed, and when its history ends."""

import random
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`until` is the aware instant of the last activity; `days` how far back they go.

    `leads` are people of no account. `hot` of the activities are at the first account, by many
    more people than work elsewhere.
    `skew` above 1 gives some owners and team members many accounts and most of them few.
    """

    until: datetime
    seed: int = 2026
    sales_users: int = 240
    accounts: int = 1200
    people: int = 7000
    activities: int = 45_000
    days: int = 180
    hot: int = 0
    leads: int = 0
    skew: float = 1.0

    @property
    def users(self) -> int:
        """All users of the CRM: beside those who sell, a third as many who do not."""
        return self.sales_users * 4 // 3

    @property
    def crowd(self) -> int:
        """How many people more the first account has for its hot activities."""
        return self.hot // 50

    def chance(self, *purpose: object) -> random.Random:
        """Its own dice for each purpose: what one part draws never changes another."""
        return random.Random("/".join(map(str, (self.seed, *purpose))))  # noqa: S311 (a demo)
