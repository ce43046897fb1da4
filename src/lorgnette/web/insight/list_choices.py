"""The lists to which whoever looks may add accounts by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from lorgnette.access.policy import Viewer
from lorgnette.insight.lists.holding import OnList, lists_by_hand, lists_with


@dataclass(frozen=True, slots=True)
class ListChoice:
    """A list by hand; `can_change` by whoever looks."""

    ref: str
    name: str
    can_change: bool


@dataclass(frozen=True, slots=True)
class AccountLists:
    """The lists an account is on, and those it could be put on."""

    on: Sequence[ListChoice] = ()
    others: Sequence[ListChoice] = ()


NO_LISTS = AccountLists()


def changeable_lists(viewer: Viewer) -> list[ListChoice]:
    """All of them, everybody's first."""
    return [_choice(one) for one in lists_by_hand(viewer)]


def account_lists(viewer: Viewer, ref: str) -> AccountLists:
    """For the page of an account."""
    on = [_choice(one) for one in lists_with(viewer, ref)]
    held = {one.ref for one in on}
    return AccountLists(on, [one for one in changeable_lists(viewer) if one.ref not in held])


def _choice(one: OnList) -> ListChoice:
    return ListChoice(one.ref, one.name, one.can_change)
