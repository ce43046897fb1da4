"""How large a generated company is, and from which seed."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`users` are all CRM users, of whom `sales_users` sell; `today` is the last day of history."""

    today: date
    seed: int = 2026
    users: int = 320
    sales_users: int = 240
    accounts: int = 1200
    people: int = 7000
    activities: int = 45_000
    days: int = 180
