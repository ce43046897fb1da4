"""Records who signed in and out, and who tried in vain."""

from lorgnette.audit.record import record
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.tokens import digest
from lorgnette.users.actors import actor_of
from lorgnette.users.members import by_key
from lorgnette.users.models import User


def signed_in(user: User, *, ip: str, agent: str) -> None:
    """Somebody showed who they are, and is in."""
    _record("user.signed_in", user, ip, agent)


def signed_out(user: User, *, ip: str, agent: str) -> None:
    """Somebody left by the button."""
    _record("user.signed_out", user, ip, agent)


def failed(address_key: str, *, ip: str, agent: str) -> None:
    """A wrong password, or an address that nobody signs in with: recorded alike."""
    kind, ref = whom(address_key)
    record(
        "user.sign_in_failed",
        stranger(ip, agent),
        subject_kind=kind,
        subject_ref=ref,
        personal={"address": address_key},
    )


def whom(address_key: str) -> tuple[str, str]:
    """The subject of an event about an address: the member, or the address's digest."""
    member = by_key(address_key)
    return ("member", member.public_id) if member else ("address", digest(address_key)[:40])


def stranger(ip: str, agent: str) -> Actor:
    """Somebody who has not shown who they are."""
    return Actor("stranger", "", "", ip=ip, agent=agent)


def _record(verb: str, user: User, ip: str, agent: str) -> None:
    actor = actor_of(user, ip=ip, agent=agent)
    record(verb, actor, subject_kind="member", subject_ref=actor.ref)
