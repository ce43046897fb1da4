"""The invitations of the demo's past: when they were sent, to how many, and how each ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

# How a person's invitation went on.
ACTIVE, RESENT, OPENED, IGNORED, BOUNCED = "active", "resent", "opened", "ignored", "bounced"
LEFT, LOCKED, REVOKED, WITHDRAWN, DECLINED = "left", "locked", "revoked", "withdrawn", "declined"
FATES = (ACTIVE, RESENT, OPENED, IGNORED, BOUNCED, LEFT, LOCKED, REVOKED, WITHDRAWN, DECLINED)

NEVER, END_OF_YEAR = "never", "end of year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One press of Send, `days_ago` at `hour` local time.

    `until` is `NEVER`, `END_OF_YEAR` or days from today, negative for an access that is over.
    `fates` says how many had which; `known` names some of them. `profile` narrows whom it was for.
    """

    days_ago: int
    hour: int
    until: str | int
    fates: Mapping[str, int]
    known: Mapping[str, str] = field(default_factory=dict)
    scope: str = "own"
    profile: str = ""
    reason: str = ""

    def last_day(self, today: date) -> date | None:
        """The last day of the access; within three weeks of the new year that is the next one."""
        if self.until == NEVER:
            return None
        if isinstance(self.until, int):
            return today + timedelta(days=self.until)
        return date((today + timedelta(days=21)).year, 12, 31)


ROUNDS = (
    Round(
        days_ago=146,
        hour=10,
        until=NEVER,
        scope="all",
        profile="Sales Manager",
        reason="Managers first",
        fates={ACTIVE: 15},
        known={
            "Étienne Lacassagne": ACTIVE,
            "Beatriz Peñalver Soto": ACTIVE,
            "Katarzyna Zielińska": ACTIVE,
            "Noémie Vasseur": ACTIVE,
        },
    ),
    Round(
        days_ago=138,
        hour=11,
        until=NEVER,
        reason="Pilot",
        fates={ACTIVE: 36, LEFT: 3, DECLINED: 1, REVOKED: 1, RESENT: 2},
        known={
            "Dafydd Prys-Howell": ACTIVE,
            "Hanna Järvinen": ACTIVE,
            "Amélie Fontanier": ACTIVE,
            "Henrik Ødegård": LEFT,
            "Rafael Domínguez Ibarra": REVOKED,
            "Yuki Tanabe (田辺 由紀)": ACTIVE,
        },
    ),
    Round(
        days_ago=111,
        hour=15,
        until=END_OF_YEAR,
        reason="Second wave",
        fates={ACTIVE: 28, LOCKED: 2, RESENT: 2, LEFT: 1, DECLINED: 1},
        known={
            "Çağla Yıldırım": ACTIVE,
            "Giulia Marchesini": ACTIVE,
            "Anders Kjærgaard": ACTIVE,
            "Maël Kerdoncuff": ACTIVE,
            "Jean-Baptiste Le Goff": ACTIVE,
        },
    ),
    Round(
        days_ago=92,
        hour=9,
        until=-9,
        reason="Autumn campaign",
        fates={ACTIVE: 8},
        known={"Filipa Gonçalves": ACTIVE},
    ),
    Round(
        days_ago=84,
        hour=14,
        until=6,
        reason="Autumn campaign",
        fates={ACTIVE: 9},
        known={"Aoife Ní Bhriain": ACTIVE, "Marguerite O’Sullivan": ACTIVE},
    ),
    Round(
        days_ago=63,
        hour=10,
        until=END_OF_YEAR,
        fates={ACTIVE: 24, REVOKED: 1, WITHDRAWN: 1, RESENT: 1},
        known={"Siân Llewellyn": ACTIVE, "Øyvind Solbakken": ACTIVE},
    ),
    Round(
        days_ago=36,
        hour=16,
        until=NEVER,
        fates={ACTIVE: 15, BOUNCED: 1, IGNORED: 2},
    ),
    Round(
        days_ago=19,
        hour=11,
        until=END_OF_YEAR,
        reason="Inside sales join",
        fates={ACTIVE: 6, IGNORED: 7, BOUNCED: 2, WITHDRAWN: 1},
        known={"Camille Roux-Delmas": BOUNCED, "Lê Thị Hồng Nhung": IGNORED},
    ),
    Round(
        days_ago=4,
        hour=9,
        until=END_OF_YEAR,
        reason="Third wave",
        fates={ACTIVE: 5, OPENED: 8, IGNORED: 9, BOUNCED: 1},
        known={"Bartosz Wiśniewski": OPENED, "Ingrid van der Meulen": OPENED},
    ),
    Round(
        days_ago=1,
        hour=17,
        until=90,
        fates={ACTIVE: 1, OPENED: 1, IGNORED: 2},
        known={"Eszter Kovács": IGNORED},
    ),
)
