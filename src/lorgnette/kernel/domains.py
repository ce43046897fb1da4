"""Host names: of an address, of a website, and the part that somebody registered."""

from functools import cache, lru_cache

import idna
from publicsuffixlist import PublicSuffixList

MOST_KEPT = 100_000
LONGEST = 253


def host_of_address(address_key: str) -> str:
    """What stands behind the @ of a canonical address, "" for none."""
    return address_key.rpartition("@")[2] if "@" in address_key else ""


@lru_cache(maxsize=MOST_KEPT)
def host_of_site(raw: str) -> str:
    """The host of a website as people type it, without `www.`; "" where there is none.

    https://www.Müller.de/kontakt → xn--mller-kva.de
    """
    text = raw.strip().casefold().partition("://")[2] or raw.strip().casefold()
    text = text.split("/")[0].split("?")[0].rpartition("@")[2].partition(":")[0].strip(".")
    text = text.removeprefix("www.")
    if "." not in text:
        return ""
    if not text.isascii():
        try:
            text = idna.encode(text, uts46=True).decode()
        except idna.IDNAError:
            return ""
    return text if len(text) <= LONGEST else ""


@lru_cache(maxsize=MOST_KEPT)
def registrable(host: str) -> str:
    """The part below the public suffix that somebody registered; "" for a suffix itself.

    mail.ministry.gouv.fr → ministry.gouv.fr. Private suffixes count: what is hosted under
    github.io belongs to whoever has the name below it. The list is the one in the package:
    nothing is asked of the network.
    """
    return _suffixes().privatesuffix(host) or "" if host else ""


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
