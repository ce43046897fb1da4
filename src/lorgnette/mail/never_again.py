"""The link by which a person says that they want no invitation ever again: sealed, without end."""

from django.conf import settings

from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.sealing import Sealer, Unsealable
from lorgnette.kernel.words import gettext_noop as _

# In a preview or a test: leads to a page that says so.
INERT = "test"
LONGEST = 1000


class NeverLinkUnknown(Refusal):
    code = "never_link_unknown"
    words = _("This link is not complete. Open it again from the message.")
    status = 404


def never_link(address: str) -> str:
    """The address of the page for whoever was written to at `address`."""
    return f"{settings.BASE_URL}/never/{_sealer().seal(address).decode()}"


def inert_never_link() -> str:
    """The same for a preview, which is nobody's."""
    return f"{settings.BASE_URL}/never/{INERT}"


def address_of(token: str) -> str:
    """The address that the link was made for. Raises `NeverLinkUnknown`."""
    if len(token) > LONGEST:
        raise NeverLinkUnknown
    try:
        return _sealer().open(token.encode("ascii", "replace"))
    except Unsealable:
        raise NeverLinkUnknown from None


def list_headers(link: str) -> dict[str, str]:
    """What lets a mail program offer the same by one click (RFC 2369, RFC 8058)."""
    if not link:
        return {}
    return {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _sealer() -> Sealer:
    return Sealer(settings.SEALING_SECRETS, "never again")
