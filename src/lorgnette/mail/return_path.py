"""The envelope sender of each mail: signed, so that only a true answer to it counts."""

import base64
import hashlib
import hmac
import re

from django.conf import settings

PLAIN = "plain"
_BYTES = 10
_SIGNED = re.compile(r"\+(?P<ref>[a-z0-9]{16,20})\.(?P<mac>[a-z2-7]{16})@[^\s@<>]+$", re.IGNORECASE)


def return_path(message_ref: str, sender_address: str) -> str:
    """`bounce+<message>.<signature>@<domain>`; the sender's own address where signing is off.

    `LORGNETTE_RETURN_PATH` may name another mailbox than `bounce` at the sender's domain.
    """
    chosen = settings.RETURN_PATH
    if chosen == PLAIN:
        return sender_address
    mailbox = chosen or f"bounce@{sender_address.rpartition('@')[2]}"
    local, _at, domain = mailbox.rpartition("@")
    return f"{local}+{message_ref}.{_mac(settings.SEALING_SECRETS[0], message_ref)}@{domain}"


def domain_of(sender_address: str) -> str:
    """The domain that receiving servers check the envelope by."""
    return return_path("", sender_address).rpartition("@")[2]


def message_of(address: str) -> str | None:
    """The message an address was made for; null unless its signature is ours."""
    found = _SIGNED.search(address.strip().strip("<>"))
    if found is None:
        return None
    ref, mac = found["ref"].lower(), found["mac"].lower()
    genuine = any(
        hmac.compare_digest(mac, _mac(secret, ref)) for secret in settings.SEALING_SECRETS
    )
    return ref if genuine else None


def _mac(secret: str, message_ref: str) -> str:
    """80 bits in letters that survive a server which changes case."""
    key = hashlib.blake2b(secret.encode(), digest_size=32, person=b"return path").digest()
    mac = hmac.new(key, message_ref.encode(), "sha256").digest()[:_BYTES]
    return base64.b32encode(mac).decode().lower()
