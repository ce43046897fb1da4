"""Account lists: made, filled, renamed, shared, deleted and brought back."""

from collections.abc import Collection

from django.db import transaction

from lorgnette.access.policy import Viewer
from lorgnette.accounts.ownership import visible_accounts
from lorgnette.audit.record import record
from lorgnette.insight.filters import Choice, Filter, as_json
from lorgnette.insight.lists import whose
from lorgnette.insight.lists.models import AccountList, Listed
from lorgnette.kernel import clock
from lorgnette.kernel.among import Among
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

# Accounts on one list by hand.
MOST_ON_ONE = 10_000


class FollowsAList(Refusal):
    code = "follows_a_list"
    words = _("A list cannot follow another list. Take that filter off first.")


class FollowsNothing(Refusal):
    code = "follows_nothing"
    words = _("Choose at least one filter for the list to follow.")


class FollowsFilters(Refusal):
    code = "follows_filters"
    status = 409
    words = _("This list follows filters: no account is put on it by hand.")


class ListFull(Refusal):
    code = "list_full"
    status = 409
    words = _("A list holds %(most)s accounts at most.")


def make(viewer: Viewer, name: str, *, follows: Filter | None = None, shared: bool = False) -> str:
    """Gives its ref; it holds nothing, or from now on what passes `follows`.

    Raises as `whose.begin`, and `FollowsAList`, `FollowsNothing`.
    """
    if follows is not None and follows.list:
        raise FollowsAList
    if follows is not None and not follows.set:
        raise FollowsNothing
    with transaction.atomic():
        row = whose.begin(AccountList, viewer, name, shared=shared)
        row.asked = None if follows is None else as_json(Choice(follows))
        row.save()
        _record("made", viewer, row)
    return row.public_id


def add(viewer: Viewer, ref: str, accounts: Collection[str]) -> int:
    """How many of these refs, of accounts the viewer sees, were not on it before.

    Raises as `whose.held`, and `FollowsFilters`, `ListFull`.
    """
    with transaction.atomic():
        row = by_hand(viewer, ref)
        seen = visible_accounts(viewer.crm_user_ids).filter(Among("public_id", accounts))
        return put(viewer, row, list(seen.values_list("pk", flat=True)))


def put(viewer: Viewer, row: AccountList, ids: Collection[int]) -> int:
    """The same for a list that is held, and accounts that somebody has looked up."""
    on = Listed.objects.filter(list=row)
    new = set(ids) - set(on.filter(Among("account_id", ids)).values_list("account", flat=True))
    if on.count() + len(new) > MOST_ON_ONE:
        raise ListFull(most=MOST_ON_ONE)
    at = clock.now()
    Listed.objects.bulk_create(Listed(list=row, account_id=pk, at=at) for pk in sorted(new))
    if new:
        _record("added", viewer, row, len(new))
    return len(new)


def remove(viewer: Viewer, ref: str, accounts: Collection[str]) -> int:
    """How many of these refs, of accounts the viewer sees, were on it. Raises as `add`."""
    with transaction.atomic():
        row = by_hand(viewer, ref)
        seen = visible_accounts(viewer.crm_user_ids).filter(Among("public_id", accounts))
        gone, _each = row.listed.filter(account__in=seen.values("pk")).delete()
        if gone:
            _record("removed", viewer, row, gone)
    return gone


def rename(viewer: Viewer, ref: str, name: str) -> None:
    """Raises as `whose.held` and `whose.rename`."""
    with transaction.atomic():
        row = whose.held(AccountList, viewer, ref)
        whose.rename(row, name)
        _record("renamed", viewer, row)


def share(viewer: Viewer, ref: str, *, shared: bool) -> None:
    """With everybody, or no longer. Raises as `whose.held` and `whose.share`."""
    with transaction.atomic():
        row = whose.held(AccountList, viewer, ref)
        whose.share(row, viewer, shared=shared)
        _record("shared" if shared else "unshared", viewer, row)


def delete(viewer: Viewer, ref: str) -> None:
    """Its accounts stay on it, should it be brought back. Raises as `whose.held`."""
    with transaction.atomic():
        row = whose.held(AccountList, viewer, ref)
        whose.delete(row)
        _record("deleted", viewer, row)


def is_deleted(viewer: Viewer, ref: str) -> bool:
    """Whether the viewer may bring it back."""
    return whose.is_deleted(AccountList, viewer, ref)


def bring_back(viewer: Viewer, ref: str) -> None:
    """Raises as `whose.held` and `whose.bring_back`."""
    with transaction.atomic():
        row = whose.held(AccountList, viewer, ref, deleted=True)
        whose.bring_back(row)
        _record("brought_back", viewer, row)


def by_hand(viewer: Viewer, ref: str) -> AccountList:
    """One that holds what it was given, locked. Raises as `whose.held`, and `FollowsFilters`."""
    row = whose.held(AccountList, viewer, ref)
    if row.asked is not None:
        raise FollowsFilters
    return row


def _record(what: str, viewer: Viewer, row: AccountList, number: int = 0) -> None:
    record(
        f"lists.{what}",
        viewer.actor,
        subject_kind="list",
        subject_ref=row.public_id,
        values={"shared": row.owner_id is None} | ({"accounts": number} if number else {}),
        personal={"list": row.name},
    )
