"""Knows what was erased again, by keyed digests alone: neither address nor id is kept."""

import hashlib
import hmac
from collections.abc import Collection, Iterable

from django.conf import settings

from lorgnette.accounts.models import ErasedKey, Erasure
from lorgnette.kernel.among import Among
from lorgnette.kernel.portions import portions


def address(key: str) -> str:
    """How an address is named here, by its key; "" for none."""
    return f"address\0{key}" if key else ""


def external(source_id: int, external_id: str) -> str:
    """How somebody is named here by the id of a source: a CRM's, or an event source's."""
    return f"external\0{source_id}\0{external_id}"


def visitor(event_source_id: int, id_hash: bytes) -> str:
    """How a visitor of an event source is named here."""
    return f"visitor\0{event_source_id}\0{id_hash.hex()}"


def digest(name: str) -> str:
    """With the key that is used now: it stands on the receipt."""
    return _digest(settings.SEALING_SECRETS[0], name)


def digests(name: str) -> list[str]:
    """With every key that is known: an older one may have been used."""
    return [_digest(secret, name) for secret in settings.SEALING_SECRETS]


def keep(erasure: Erasure, names: Iterable[str]) -> int:
    """From now on whatever bears one of these names is not taken again; how many there are."""
    made = [ErasedKey(digest=digest(name), erasure=erasure) for name in sorted(set(names) - {""})]
    ErasedKey.objects.bulk_create(made, ignore_conflicts=True, batch_size=1_000)
    return len(made)


def any_are() -> bool:
    """Whether anything was ever erased."""
    return ErasedKey.objects.exists()


def among(names: Collection[str]) -> set[str]:
    """Those of these names that were erased, with whichever key it was."""
    if not any_are():
        return set()
    by_digest = {
        _digest(secret, name): name
        for secret in settings.SEALING_SECRETS
        for name in set(names)
        if name
    }
    found: set[str] = set()
    for part in portions(sorted(by_digest)):
        rows = ErasedKey.objects.filter(Among("digest", part)).values_list("digest", flat=True)
        found.update(by_digest[row] for row in rows)
    return found


def _digest(secret: str, name: str) -> str:
    key = hashlib.blake2b(secret.encode(), digest_size=32, person=b"erased people").digest()
    return hmac.new(key, name.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
