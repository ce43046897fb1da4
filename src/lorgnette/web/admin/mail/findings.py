"""What the DNS said of the sender, in whole sentences, with what to publish where there is."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.sender_records import BAD, OK, UNKNOWN, WARN, Finding

TOPICS: Mapping[str, str] = {
    "spf": _("SPF: which servers may send for you"),
    "dkim": _("DKIM: a signature on each mail"),
    "dmarc": _("DMARC: what receivers do with mail that fails"),
    "alignment": _("Alignment: the shown and the technical sender agree"),
    "returns": _("Returned mail: where bounces go"),
}
LOOKS: Mapping[str, tuple[str, str, str]] = {
    OK: ("circle-check", "lg-ok", _("In order")),
    WARN: ("triangle-alert", "lg-warn", _("Look at this")),
    BAD: ("circle-x", "lg-bad", _("To be mended")),
    UNKNOWN: ("circle-question-mark", "lg-muted", _("Not known")),
}
WORDS: Mapping[str, str] = {
    "domain_private": _(
        "“%(domain)s” is a name that only a private network knows, so there is nothing to ask."
    ),
    "no_answer": _("The DNS gave no answer for “%(domain)s” in time. Check again later."),
    "spf_missing": _(
        "%(domain)s publishes no SPF record, so receivers cannot tell your server from a forger’s. "
        "Publish one that names your mail server; “mx” stands for the servers that take your mail."
    ),
    "spf_several": _(
        "%(domain)s publishes several SPF records. Receivers then ignore them all: keep one."
    ),
    "spf_too_long": _(
        "The SPF record of %(domain)s asks for more than %(limit)s further answers. Receivers stop "
        "there and count it as failed: shorten it."
    ),
    "spf_open": _("The SPF record of %(domain)s lets anybody send. End it with “-all”."),
    "spf_found": _(
        "%(domain)s publishes an SPF record. Whether it names the server that sends your mail "
        "cannot be seen from here: a test mail’s source says “spf=pass”."
    ),
    "dkim_no_selector": _(
        "The DNS cannot be asked for DKIM without the selector’s name. Open the source of a test "
        "mail: in “DKIM-Signature” it stands after “s=”. Enter it above. No such line means that "
        "your mail server does not sign yet."
    ),
    "dkim_missing": _(
        "There is no key at %(place)s. Publish the one that your mail server signs with, or enter "
        "the right selector."
    ),
    "dkim_revoked": _("The key at %(place)s is empty, which means withdrawn. Publish a new one."),
    "dkim_found": _(
        "There is a key at %(place)s. Whether your mail server signs with it cannot be seen from "
        "here: a test mail’s source says “dkim=pass”."
    ),
    "dmarc_missing": _(
        "Neither %(domain)s nor a domain above it publishes a DMARC record. Large providers put "
        "mail without one aside. Begin with a record that only watches."
    ),
    "dmarc_several": _("%(domain)s publishes several DMARC records. Receivers ignore them all."),
    "dmarc_strict": _(
        "%(domain)s asks receivers to refuse or set aside what fails (p=%(policy)s)."
    ),
    "dmarc_watching": _(
        "%(domain)s publishes a DMARC record that only watches (p=none). That is enough to be "
        "accepted; it stops no forger."
    ),
    "aligned_same": _("Both are %(domain)s, so SPF counts for DMARC."),
    "aligned_relaxed": _(
        "Mail shows %(domain)s and returns to %(returns)s, both of %(organisation)s. That counts."
    ),
    "alignment_strict": _(
        "Mail shows %(domain)s and returns to %(returns)s, yet the DMARC record asks for the very "
        "same name (aspf=s). SPF alone will not count for DMARC: sign with DKIM for %(domain)s."
    ),
    "not_aligned": _(
        "Mail shows %(domain)s and returns to %(returns)s, a domain of somebody else. SPF will not "
        "count for DMARC: sign with DKIM for %(domain)s, or let mail return to it."
    ),
    "alignment_unknown": _(
        "Mail shows %(domain)s and returns to %(returns)s. Without a DMARC record nobody says "
        "whether they belong together."
    ),
    "returns_reach": _("Bounces for %(domain)s go to %(host)s. Let it pass them on to Lorgnette."),
    "returns_lost": _(
        "No server takes mail for %(domain)s: a bounce that comes later is lost, and you would not "
        "learn of it."
    ),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding in words. `found` is the record as published; `record` at `name` what to add."""

    topic: str
    icon: str
    tone: str
    level: str
    words: str
    found: str
    name: str
    record: str


def shown(finding: Finding) -> Shown:
    """In the active language."""
    icon, tone, level = LOOKS[finding.level]
    values = finding.values
    return Shown(
        topic=gettext(TOPICS[finding.topic]),
        icon=icon,
        tone=tone,
        level=gettext(level),
        words=gettext(WORDS[finding.code]) % values,
        found=str(values.get("found", "")),
        name=str(values.get("name", "")),
        record=str(values.get("record", "")),
    )
