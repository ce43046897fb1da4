"""What SPF, DKIM and DMARC records say of a sender: pure, over answers that were looked up."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from lorgnette.mail.lookup import LookupFailed

OK, WARN, BAD, UNKNOWN = "ok", "warn", "bad", "unknown"
MOST_LOOKUPS = 10
_SELECTOR = "{selector}._domainkey.{domain}"
# Names that the public DNS never answers for (RFC 2606, RFC 6761, RFC 6762).
_PRIVATE = frozenset({"localhost", "local", "test", "example", "invalid", "internal", "lan"})
_ASKS = re.compile(r"^[+?~-]?(include:|a$|a[:/]|mx$|mx[:/]|ptr|exists:)|^redirect=", re.IGNORECASE)


class Lookup(Protocol):
    """See `lookup.Dns`. Raises `LookupFailed`."""

    def texts(self, name: str) -> list[str]: ...

    def mail_servers(self, name: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found. `topic` is spf, dkim, dmarc, alignment or returns; `code` names
    the sentence, `values` fill it: `name` and `record` are what to publish, where there is
    something to.
    """

    topic: str
    code: str
    level: str
    values: Mapping[str, Any] = field(default_factory=dict)


def is_public(domain: str) -> bool:
    """Whether the world's DNS may know it."""
    return "." in domain and domain.rpartition(".")[2] not in _PRIVATE


def findings(dns: Lookup, domain: str, returns: str, selector: str) -> Iterator[Finding]:
    """Of the From address's `domain` and of `returns`, the envelope sender's domain."""
    if not is_public(domain):
        yield Finding("spf", "domain_private", UNKNOWN, {"domain": domain})
        return
    looks: dict[str, Callable[[], Finding]] = {
        "spf": partial(_spf, dns, returns),
        "dkim": partial(_dkim, dns, domain, selector),
        "dmarc": partial(_dmarc, dns, domain),
        "alignment": partial(_alignment, dns, domain, returns),
        "returns": partial(_returns, dns, returns),
    }
    for topic, look in looks.items():
        try:
            yield look()
        except LookupFailed:
            yield Finding(topic, "no_answer", UNKNOWN, {"domain": domain})


def _spf(dns: Lookup, domain: str) -> Finding:
    found = [text for text in dns.texts(domain) if re.match(r"v=spf1(\s|$)", text, re.IGNORECASE)]
    values = {"domain": domain, "name": domain, "record": "v=spf1 mx -all"}
    if not found:
        return Finding("spf", "spf_missing", BAD, values)
    if len(found) > 1:
        return Finding("spf", "spf_several", BAD, {"domain": domain})
    terms = found[0].split()[1:]
    shown = {"domain": domain, "found": found[0]}
    if sum(bool(_ASKS.match(term)) for term in terms) > MOST_LOOKUPS:
        return Finding("spf", "spf_too_long", BAD, shown | {"limit": MOST_LOOKUPS})
    if any(term.lower() in ("all", "+all") for term in terms):
        return Finding("spf", "spf_open", BAD, shown)
    return Finding("spf", "spf_found", OK, shown)


def _dkim(dns: Lookup, domain: str, selector: str) -> Finding:
    if not selector:
        return Finding("dkim", "dkim_no_selector", UNKNOWN, {"domain": domain})
    name = _SELECTOR.format(selector=selector, domain=domain)
    keys = [_tags(text) for text in dns.texts(name) if "p=" in text]
    if not keys:
        return Finding("dkim", "dkim_missing", BAD, {"place": name})
    if not keys[0].get("p"):
        return Finding("dkim", "dkim_revoked", BAD, {"place": name})
    return Finding("dkim", "dkim_found", OK, {"place": name})


def _dmarc(dns: Lookup, domain: str) -> Finding:
    at, records = _policy(dns, domain)
    if not records:
        record = f"v=DMARC1; p=none; rua=mailto:postmaster@{domain}"
        values = {"domain": domain, "name": f"_dmarc.{domain}", "record": record}
        return Finding("dmarc", "dmarc_missing", BAD, values)
    if len(records) > 1:
        return Finding("dmarc", "dmarc_several", BAD, {"domain": at})
    policy = _tags(records[0]).get("p", "none").lower()
    shown = {"domain": at, "found": records[0], "policy": policy}
    if policy in ("reject", "quarantine"):
        return Finding("dmarc", "dmarc_strict", OK, shown)
    return Finding("dmarc", "dmarc_watching", OK, shown)


def _alignment(dns: Lookup, domain: str, returns: str) -> Finding:
    values = {"domain": domain, "returns": returns}
    if domain == returns:
        return Finding("alignment", "aligned_same", OK, values)
    at, records = _policy(dns, domain)
    if not records:
        return Finding("alignment", "alignment_unknown", UNKNOWN, values)
    if _tags(records[0]).get("aspf", "r").lower() == "s":
        return Finding("alignment", "alignment_strict", WARN, values)
    if returns == at or returns.endswith(f".{at}"):
        return Finding("alignment", "aligned_relaxed", OK, values | {"organisation": at})
    return Finding("alignment", "not_aligned", WARN, values)


def _returns(dns: Lookup, domain: str) -> Finding:
    hosts = dns.mail_servers(domain)
    if hosts:
        return Finding("returns", "returns_reach", OK, {"domain": domain, "host": hosts[0]})
    return Finding("returns", "returns_lost", BAD, {"domain": domain})


def _policy(dns: Lookup, domain: str) -> tuple[str, list[str]]:
    """The nearest DMARC records on the way up: those of the organisation, if not its own."""
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        at = ".".join(labels[start:])
        texts = dns.texts(f"_dmarc.{at}")
        records = [text for text in texts if re.match(r"v=DMARC1\s*(;|$)", text, re.IGNORECASE)]
        if records:
            return at, records
    return "", []


def _tags(record: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): value.strip() for name, _equals, value in pairs if name.strip()}
