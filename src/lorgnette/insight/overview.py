"""One account: what changed, its engagement, its people, its team and its deals."""

from dataclasses import dataclass

from lorgnette.access.policy import Viewer


@dataclass(frozen=True, slots=True)
class AccountOverview:
    """Everything the page of an account shows."""

    ref: str
    name: str


def account(viewer: Viewer, ref: str) -> AccountOverview | None:
    """The account `ref`; None where there is none or where the viewer may not see it."""
    raise NotImplementedError
