"""What an event says of a person and of their company, from traits of any shape. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lorgnette.kernel.addresses import Address, parse_address
from lorgnette.kernel.domains import host_of_site
from lorgnette.kernel.refusals import Refusal

Traits = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Company:
    """As a `group` call or a person's `company` trait tells it; `external_id` is never ""."""

    external_id: str
    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Of a person; "" and None are what is not told."""

    address: Address | None = None
    first_name: str = ""
    last_name: str = ""
    title: str = ""
    department: str = ""
    company: Company | None = None

    @property
    def told(self) -> bool:
        """Whether there is anything of the person besides the address."""
        return bool(self.first_name or self.last_name or self.title or self.department)


def facts_of(traits: Traits, user_id: str = "") -> Facts:
    """A user id that is an e-mail address is one, where the traits have none."""
    first, last = _names(traits)
    return Facts(
        address=_address(traits.get("email")) or (_address(user_id) if "@" in user_id else None),
        first_name=first,
        last_name=last,
        title=text(traits.get("title"), 200) or text(traits.get("position"), 200),
        department=text(traits.get("department"), 200),
        company=_company(traits.get("company")),
    )


def company_of(group_id: str, traits: Traits) -> Company:
    """Of a `group` call."""
    return Company(
        external_id=group_id[:120],
        name=text(traits.get("name"), 400),
        domain=host_of_site(text(traits.get("domain") or traits.get("website"), 2000)),
    )


def text(value: Any, most: int) -> str:
    """Words in one line, at most `most` letters; numbers too; "" for anything else."""
    if value is None:
        return ""
    if type(value) is str and value.isprintable():
        # Most are, and this is asked a dozen times of each event.
        return value.strip()[:most]
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())[:most]


def _names(traits: Traits) -> tuple[str, str]:
    first = text(
        traits.get("firstName") or traits.get("first_name") or traits.get("firstname"), 200
    )
    last = text(traits.get("lastName") or traits.get("last_name") or traits.get("lastname"), 200)
    if first or last:
        return first, last
    first, _space, last = text(traits.get("name"), 400).partition(" ")
    return (first[:200], last[:200]) if last else ("", first[:200])


def _address(value: Any) -> Address | None:
    if not isinstance(value, str) or len(value) > 254:
        return None
    try:
        address = parse_address(value)
    except Refusal:
        return None
    return address if len(address.key) <= 254 else None


def _company(value: Any) -> Company | None:
    """`company` is an object of Segment's, or just a name."""
    traits: Traits = value if isinstance(value, dict) else {"name": value}
    name = text(traits.get("name"), 400)
    external_id = text(traits.get("id"), 120) or name[:120]
    return company_of(external_id, traits) if external_id else None
