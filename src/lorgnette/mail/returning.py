"""Says how returned mail finds its way back, for the page that shows it."""

from dataclasses import dataclass

from django.conf import settings

from lorgnette.mail.return_path import PLAIN, domain_of
from lorgnette.workspace.settings import current


@dataclass(frozen=True, slots=True)
class Returning:
    """`mailbox` is where returned mail goes, what is signed left out; `folder` where it is read."""

    signed: bool
    mailbox: str
    folder: str


def returning() -> Returning:
    """As the environment and the sender's address say now."""
    sender = current().sender_address
    if settings.RETURN_PATH == PLAIN:
        return Returning(signed=False, mailbox=sender, folder=settings.BOUNCE_FOLDER)
    local = settings.RETURN_PATH.rpartition("@")[0] or "bounce"
    return Returning(
        signed=True, mailbox=f"{local}+…@{domain_of(sender)}", folder=settings.BOUNCE_FOLDER
    )
