"""What a connector gives: frozen rows, kind by kind, and the problems it met on the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Protocol, TypeAlias

from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRow:
    """A user of the CRM. `address` is as the CRM has it, `address_key` "" where it is unusable."""

    id: str
    first_name: str = ""
    last_name: str = ""
    address: str = ""
    address_key: str = ""
    active: bool = True
    title: str = ""
    profile: str = ""
    team: str = ""
    region: str = ""
    language: str = ""
    manager_id: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """A named account; `owner_id` and `parent_id` are the source's own ids."""

    id: str
    name: str
    domain: str = ""
    industry: str = ""
    city: str = ""
    country: str = ""
    owner_id: str = ""
    parent_id: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """A person at an account, or a lead without one, whose `company` is as it was typed.

    `address_key` is "" where the address is unusable. `do_not_track`: whether they object to
    being watched; None where the source says nothing.
    """

    id: str
    last_name: str
    first_name: str = ""
    account_id: str = ""
    address: str = ""
    address_key: str = ""
    title: str = ""
    department: str = ""
    company: str = ""
    phone: str = ""
    do_not_track: bool | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityRow:
    """`amount_minor` is in the currency's minor unit; `status` is open, won or lost."""

    id: str
    account_id: str
    name: str
    status: str
    stage: str = ""
    amount_minor: int | None = None
    currency: str = ""
    created_on: date | None = None
    closes_on: date | None = None
    closed_on: date | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """A CRM user on the team of an account."""

    account_id: str
    user_id: str
    role: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """`at` is aware; `account_id` "" means the contact's account."""

    id: str
    contact_id: str
    type: str
    at: datetime
    account_id: str = ""
    subject: str = ""
    line: int | None = None


Row: TypeAlias = UserRow | AccountRow | ContactRow | OpportunityRow | TeamRow | ActivityRow
KINDS = ("users", "accounts", "contacts", "opportunities", "account_team", "activities")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A row, a value or a file that could not be taken as it is.

    `code` is one of `crm.words.WORDS`. `row_id` is the row's key where it could be read: what is
    mirrored under it stays. `taken`: the row was given as well, without the value. `incomplete`:
    rows of this kind may be missing, so none of them is to be taken for deleted.
    """

    file: str
    code: str
    line: int | None = None
    column: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    row_id: str = ""
    taken: bool = False
    incomplete: bool = False


class SourceFailure(Refusal):
    """The source as a whole could not be read; what is mirrored stays as it is."""

    status = 502
    passes: ClassVar[bool]


class SourceUnreachable(SourceFailure):
    """May pass by itself: network, an unmounted folder, a rate limit. Tried again by the worker."""

    code = "source_unreachable"
    words = _("%(place)s cannot be reached now (%(why)s).")
    passes = True


class SourceRefused(SourceFailure):
    """Stays until somebody mends it: a wrong place, no permission. Tried again when asked."""

    code = "source_refused"
    words = _("%(place)s cannot be read (%(why)s).")
    passes = False


class Connector(Protocol):
    """A plug: made with the source's location, called kind by kind in the order of `KINDS`.

    Every method may raise `SourceUnreachable` (passes) or `SourceRefused` (for ever). All else
    that is wrong with the data is a `Problem`, and the rows around it are still given.
    """

    def __init__(self, location: str) -> None: ...

    def check(self) -> None:
        """Raises where the source as a whole cannot be read."""

    def place(self, kind: str) -> str:
        """Where rows of this kind come from, as people know it: a file, an endpoint."""

    def count(self, kind: str) -> int | None:
        """How many distinct rows there are now; None where this kind cannot be read at all.

        Activities may be counted with their repetitions.
        """

    def absent(self, kind: str) -> frozenset[str]:
        """The fields of its rows that the source does not give: what is mirrored of them stays."""

    def rows(self, kind: str) -> Iterator[Row | Problem]:
        """Every row of this kind; problems in between, in the order of the source."""
