"""What is hashed, and how: the one canonical form of an event."""

import hashlib
import hmac
import json
import secrets
from datetime import UTC, date, datetime
from typing import Any

from lorgnette.audit.models import Entry

FIRST = "0" * 64


def new_salt() -> str:
    """128 random bits: without them a short detail could be guessed from its digest."""
    return secrets.token_hex(16)


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: the same text whatever the database did to it."""
    return _ENCODER.encode(value)


def plain(value: Any) -> Any:
    """`value` as it will be read back from the database."""
    return json.loads(canonical(value))


def detail_digest(salt: str, personal: Any) -> str:
    """What the chain keeps of a personal detail: it can be erased without a break."""
    return _sha256(f"{salt}{canonical(personal)}")


def entry_hash(entry: Entry, seq: int, prior: str) -> str:
    """The hash of an event at place `seq`, after the event whose hash is `prior`."""
    told = {
        "seq": seq,
        "ref": entry.public_id,
        "at": entry.at.astimezone(UTC).isoformat(),
        "verb": entry.verb,
        "actor": [entry.actor_kind, entry.actor_ref],
        "subject": [entry.subject_kind, entry.subject_ref],
        "values": entry.values,
        "detail": entry.detail_digest,
    }
    return _sha256(f"{prior}{canonical(told)}")


def head_mac(secret: str, seq: int, last_hash: str) -> str:
    """Ties the end of the chain to a key that is not in the database."""
    return _mac(secret, b"audit head", f"{seq}:{last_hash}")


def checkpoint_mac(secret: str, seq: int, last_hash: str) -> str:
    """Ties the beginning that retention left to the same key."""
    return _mac(secret, b"audit checkpoint", f"{seq}:{last_hash}")


def _mac(secret: str, person: bytes, text: str) -> str:
    key = hashlib.blake2b(secret.encode(), digest_size=32, person=person).digest()
    return hmac.new(key, text.encode(), "sha256").hexdigest()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not JSON")


# Made once: a bulk of events asks it for thousands of texts.
_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_text
)
