"""Checks that the world will believe the sender: asks the DNS, keeps what it said and when."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.lookup import Dns
from lorgnette.mail.models import SenderCheck
from lorgnette.mail.return_path import domain_of
from lorgnette.mail.sender_records import BAD, OK, Finding, Lookup, findings, is_public
from lorgnette.workspace.settings import current

_SELECTOR = re.compile(r"[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?", re.IGNORECASE)


class SelectorMalformed(Refusal):
    code = "selector_malformed"
    words = _("A selector is a short name of letters, digits, dots and hyphens, such as mail2026.")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the DNS said of `domain` at `at`. `current`: it still is the sender's domain."""

    at: datetime
    domain: str
    selector: str
    findings: Sequence[Finding]
    current: bool

    @property
    def failing(self) -> bool:
        return any(finding.level == BAD for finding in self.findings)

    @property
    def all_well(self) -> bool:
        return all(finding.level == OK for finding in self.findings)


def sender_domain() -> str:
    """The domain of the From address."""
    return current().sender_address.rpartition("@")[2]


def latest() -> Checked | None:
    """What was last found; null if nobody ever asked."""
    row = SenderCheck.objects.filter(pk=1).first()
    if row is None:
        return None
    found = [Finding(**finding) for finding in row.findings]
    return Checked(row.at, row.domain, row.selector, found, row.domain == sender_domain())


def worry() -> str:
    """What stands against the first real sending: unchecked, failing or "".

    "" too where no mail leaves anyway.
    """
    if not settings.SMTP_URL or not is_public(sender_domain()):
        return ""
    found = latest()
    if found is None or not found.current:
        return "unchecked"
    return "failing" if found.failing else ""


def check(actor: Actor, selector: str = "", dns: Lookup | None = None) -> Checked:
    """Asks the DNS, for five seconds at most, and keeps the answer. Raises `SelectorMalformed`."""
    selector = selector.strip().lower()
    if selector and not _SELECTOR.fullmatch(selector):
        raise SelectorMalformed("selector")
    domain, address = sender_domain(), current().sender_address
    found = list(findings(dns or Dns(settings.DNS_SERVER), domain, domain_of(address), selector))
    _keep(domain, selector, found, actor)
    return Checked(clock.now(), domain, selector, found, current=True)


def _keep(domain: str, selector: str, found: Sequence[Finding], actor: Actor) -> None:
    facts = {
        "at": clock.now(),
        "domain": domain,
        "selector": selector,
        "findings": [asdict(finding) for finding in found],
    }
    with transaction.atomic():
        SenderCheck.objects.update_or_create(pk=1, defaults=facts)
        record(
            "mail.sender_checked",
            actor,
            subject_kind="workspace",
            subject_ref="mail",
            values={"domain": domain, "found": [finding.code for finding in found]},
        )
