"""The link that ends one kind of mail about a person’s accounts: sealed, without end."""

from django.conf import settings

from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.sealing import Sealer, Unsealable
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.about_accounts import KINDS

LONGEST = 1000


class StopLinkUnknown(Refusal):
    code = "stop_link_unknown"
    words = _("This link is not complete. Open it again from the message.")
    status = 404


def stop_link(member_ref: str, kind: str) -> str:
    """The address of the page that asks, and of the one click (RFC 8058)."""
    return f"{settings.BASE_URL}/stop/{_sealer().seal(f'{kind} {member_ref}').decode()}"


def read(token: str) -> tuple[str, str]:
    """The member's ref and the kind of mail. Raises `StopLinkUnknown`."""
    if len(token) > LONGEST:
        raise StopLinkUnknown
    try:
        kind, _space, member_ref = _sealer().open(token.encode("ascii", "replace")).partition(" ")
    except Unsealable:
        raise StopLinkUnknown from None
    if kind not in KINDS:
        raise StopLinkUnknown
    return member_ref, kind


def _sealer() -> Sealer:
    return Sealer(settings.SEALING_SECRETS, "stop mails")
