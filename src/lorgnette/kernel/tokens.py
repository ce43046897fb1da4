"""Random secrets, their digests, and random public ids."""

import hashlib
import secrets

# Thirty-two of them: five bits of a byte choose one without a bias.
_ID_LETTERS = b"abcdefghijkmnpqrstuvwxyz23456789"
_LETTER_OF = bytes(_ID_LETTERS[byte & 31] for byte in range(256))


def new_token() -> str:
    """256 random bits as 43 URL-safe characters."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """SHA-256 of a token as 64 hexadecimal digits: what the database keeps instead of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def public_id() -> str:
    """80 random bits as 16 characters without look-alikes, for addresses and the API."""
    return secrets.token_bytes(16).translate(_LETTER_OF).decode()
