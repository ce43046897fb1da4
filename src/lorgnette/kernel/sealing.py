"""Encryption of what must be read again later, with a key that is not in the database."""

import base64
import hashlib
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Unsealable(Exception):
    """The ciphertext was made with another key, or altered."""


class Sealer:
    """Seals text with the first of `secrets`; opens what any of them sealed (key rotation)."""

    def __init__(self, secrets: Sequence[str], purpose: str) -> None:
        self._box = MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])

    def seal(self, text: str) -> bytes:
        return self._box.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """Raises `Unsealable`."""
        try:
            return self._box.decrypt(bytes(sealed)).decode()
        except InvalidToken as error:
            raise Unsealable from error


def _key(secret: str, purpose: str) -> bytes:
    raw = hashlib.blake2b(secret.encode(), digest_size=32, person=purpose.encode()[:16]).digest()
    return base64.urlsafe_b64encode(raw)
