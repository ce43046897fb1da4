"""Sends a draft: all checks, then invitations, messages and audit records in one transaction."""

from collections.abc import Sequence

from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _


class SendRefused(Refusal):
    """Nothing was written. `refusals` holds every reason, each beside its field."""

    code = "send_refused"
    words = _("Nothing was sent. Correct what is marked and press Send again.")

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__()
        self.refusals = list(refusals)


def send(actor: Actor, ref: str) -> str:
    """Sends the actor's draft; returns the ref of the batch. Sending twice answers the same batch.

    People who can no longer be invited are skipped and reported in the batch. Raises
    `DraftMissing` and `SendRefused`.
    """
    raise NotImplementedError
