"""The digest that ids of any length and content are kept and compared by."""

import hashlib

ANONYMOUS, USER = "a", "u"


def id_hash(text: str) -> bytes:
    """16 bytes."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def visitor_hash(kind: str, value: str) -> bytes:
    """Of an anonymous id or a user id: the same letters in both are two things."""
    return id_hash(f"{kind}\0{value}")
