"""The potential people of an account that a viewer sees."""

from dataclasses import dataclass

from lorgnette.access.policy import Viewer
from lorgnette.accounts.ownership import visible_accounts
from lorgnette.kernel.pagination import Page
from lorgnette.matching import potential
from lorgnette.matching.potential import Given, Potential


@dataclass(frozen=True, slots=True)
class AtAccount:
    """`waiting` people may belong to it; `answers` are the latest that stand.

    `can_answer`: whoever only looks on cannot.
    """

    account_id: int
    ref: str
    name: str
    waiting: int
    people: Page[Potential]
    answers: Page[Given]
    can_answer: bool


def at_account(viewer: Viewer, ref: str, cursor: str = "") -> AtAccount | None:
    """None where the viewer sees no such account."""
    account = visible_accounts(viewer.crm_user_ids).filter(public_id=ref).first()
    if account is None:
        return None
    return AtAccount(
        account_id=account.pk,
        ref=ref,
        name=account.name,
        waiting=potential.count_at(account.pk),
        people=potential.at_account(account.pk, cursor=cursor),
        answers=potential.answers(size=10, account_id=account.pk),
        can_answer=not viewer.read_only,
    )
