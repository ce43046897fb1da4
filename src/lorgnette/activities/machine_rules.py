"""What is taken for a machine's in this company: how many at once, and which networks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.db import transaction

from lorgnette.activities.bot_rules import SHIPPED_BURST
from lorgnette.activities.models import MachineRules
from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

NETWORK = "network"
LEAST, MOST = 3, 1_000
MOST_NETWORKS = 500

Network = IPv4Network | IPv6Network


class BurstOutOfRange(Refusal):
    code = "burst_out_of_range"
    words = _("Enter a whole number from %(least)s to %(most)s, or nothing.")


class NetworkOdd(Refusal):
    code = "network_odd"
    words = _("“%(network)s” is no address range, such as 203.0.113.0/24.")


class TooManyNetworks(Refusal):
    code = "too_many_networks"
    words = _("At most %(limit)s address ranges are kept.")


@dataclass(frozen=True, slots=True)
class Machines:
    """`burst` None: any number at once may be a human's; `is_looking`: at all people anew."""

    burst: int | None = SHIPPED_BURST
    networks: str = ""
    saved_at: datetime | None = None
    saved_by: str = ""
    is_looking: bool = False


def rules() -> Machines:
    """As they are now."""
    row = MachineRules.objects.filter(pk=1).first()
    if row is None:
        return Machines()
    is_looking = row.reached is not None
    return Machines(row.burst, row.networks, row.saved_at, row.saved_by, is_looking)


def save(actor: Actor, burst: int | None, networks: str) -> bool:
    """Whether anything changed: then the worker looks at what all people did anew.

    Networks hold for events that come from now on. Raises `BurstOutOfRange`, `NetworkOdd`,
    `TooManyNetworks`.
    """
    if burst is not None and not LEAST <= burst <= MOST:
        raise BurstOutOfRange("burst", least=LEAST, most=MOST)
    listed = "\n".join(str(one) for one in _read(networks))
    with transaction.atomic():
        before = rules()
        if (before.burst, before.networks) == (burst, listed):
            return False
        again = None if before.burst == burst and not before.is_looking else 0
        MachineRules.objects.update_or_create(
            pk=1,
            defaults={
                "burst": burst,
                "networks": listed,
                "saved_at": clock.now(),
                "saved_by": actor.name,
                "reached": again,
            },
        )
        _record(actor, before, burst, listed)
    return True


def bot_by_network(ip: str, networks: str) -> str:
    """`network`, or "" for what may be a human's."""
    ranges = _kept(networks)
    if not ranges or not ip:
        return ""
    try:
        address = ip_address(ip)
    except ValueError:
        return ""
    inside = any(address.version == one.version and address in one for one in ranges)
    return NETWORK if inside else ""


def _read(networks: str) -> Sequence[Network]:
    words = networks.replace(",", " ").split()
    if len(words) > MOST_NETWORKS:
        raise TooManyNetworks("networks", limit=MOST_NETWORKS)
    return [_network(word) for word in dict.fromkeys(words)]


def _network(word: str) -> Network:
    try:
        return ip_network(word, strict=False)
    except ValueError:
        raise NetworkOdd("networks", network=word[:60]) from None


@lru_cache(maxsize=8)
def _kept(networks: str) -> tuple[Network, ...]:
    return tuple(ip_network(line) for line in networks.split())


def _record(actor: Actor, before: Machines, burst: int | None, networks: str) -> None:
    values: dict[str, dict[str, int | None]] = {
        "burst": {"old": before.burst, "new": burst},
        "networks": {"old": len(before.networks.split()), "new": len(networks.split())},
    }
    record(
        "privacy.machines_changed",
        actor,
        subject_kind="workspace",
        subject_ref="machines",
        values={name: value for name, value in values.items() if value["old"] != value["new"]},
    )
