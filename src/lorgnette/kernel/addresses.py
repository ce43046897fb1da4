"""One canonical form of an e-mail address, stored and compared everywhere."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import idna

from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[,;\s]")


class AddressMissing(Refusal):
    code = "address_missing"
    words = _("Enter an e-mail address.")


class SeveralAddresses(Refusal):
    code = "several_addresses"
    words = _("Enter one e-mail address; this field holds several or a space.")


class AddressMalformed(Refusal):
    code = "address_malformed"
    words = _("“%(address)s” is not an e-mail address, such as name@company.com.")


class AddressNotAscii(Refusal):
    code = "address_not_ascii"
    words = _(
        "The part before the @ holds “%(character)s”, a letter that can be mistaken for another. "
        "Type the address in plain letters."
    )


class DomainMixesScripts(Refusal):
    code = "domain_mixes_scripts"
    words = _("The domain mixes alphabets that look alike (%(ascii)s). Type it again.")


@dataclass(frozen=True, slots=True)
class Address:
    """`address` is as entered (mail goes there); `key` is compared and unique."""

    address: str
    key: str

    @property
    def domain(self) -> str:
        return self.key.rpartition("@")[2]


def parse_address(raw: str, field: str | None = None) -> Address:
    """Raises one of the refusals above."""
    text = raw.strip()
    if not text:
        raise AddressMissing(field)
    if _SEPARATORS.search(text) or text.count("@") > 1:
        raise SeveralAddresses(field)
    local, _at, domain = text.rpartition("@")
    strange = next((c for c in local if ord(c) > 126), None)
    if strange is not None:
        raise AddressNotAscii(field, character=strange)
    ascii_domain = _ascii_domain(domain)
    if not _LOCAL.fullmatch(local) or len(local) > 64 or ascii_domain is None:
        raise AddressMalformed(field, address=text[:100])
    if _mixes_scripts(domain):
        raise DomainMixesScripts(field, ascii=ascii_domain)
    return Address(address=f"{local}@{ascii_domain}", key=f"{local.lower()}@{ascii_domain}")


def _ascii_domain(domain: str) -> str | None:
    """Many people share a domain; one that is absurdly long is not kept."""
    return _encoded(domain) if len(domain) > 253 else _remembered(domain)


def _encoded(domain: str) -> str | None:
    try:
        ascii_domain = idna.encode(domain, uts46=True, std3_rules=True).decode().lower()
    except idna.IDNAError:
        return None
    fits = "." in ascii_domain.strip(".") and len(ascii_domain) <= 253
    return ascii_domain if fits and not ascii_domain.endswith(".") else None


_remembered = lru_cache(maxsize=2_000)(_encoded)


def _mixes_scripts(domain: str) -> bool:
    return not domain.isascii() and any(
        len({_script(c) for c in label if c.isalpha()} & {"LATIN", "CYRILLIC", "GREEK"}) > 1
        for label in domain.split(".")
    )


def _script(character: str) -> str:
    return unicodedata.name(character, "?").split(" ")[0]
