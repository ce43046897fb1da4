"""Whose views and lists are whose: one's own, and those that everybody has."""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.insight.lists.models import AccountList, SavedView
from lorgnette.insight.wishes import may_change
from lorgnette.kernel import clock
from lorgnette.kernel.names import clean_name, sort_key
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import Member

# Of each kind by one member, and by everybody together.
MOST = 100

M = TypeVar("M", SavedView, AccountList)


class NotThere(Refusal):
    code = "not_there"
    status = 404
    words = _("There is nothing of that name here.")


class NameTaken(Refusal):
    code = "name_taken"
    status = 409
    words = _("There is one called “%(name)s” already. Choose another name.")


class TooMany(Refusal):
    code = "too_many"
    status = 409
    words = _("There are %(most)s already. Delete one of them first.")


class SharedByAdministrators(Refusal):
    code = "shared_by_administrators"
    status = 403
    words = _("Only administrators change what everybody has.")


def may_share(viewer: Viewer) -> bool:
    """Whether the viewer may give something to everybody, and change what everybody has."""
    return viewer.actor.kind == "administrator" and not viewer.read_only


def seen(model: type[M], viewer: Viewer) -> QuerySet[M]:
    """Everybody's first, then the viewer's own, by name."""
    mine = Q(owner__public_id=viewer.member_ref) if viewer.member_ref else Q(pk__in=())
    rows: QuerySet[Any] = model.objects.filter(Q(owner=None) | mine, deleted_at=None)
    return rows.order_by("owner", "sort_key")


def member_of(viewer: Viewer) -> Member:
    """Locked: two at once of one person name and count one after the other."""
    return Member.objects.select_for_update().get(public_id=viewer.member_ref)


def begin(model: type[M], viewer: Viewer, name: str, *, shared: bool) -> M:
    """A new one, not yet written. Raises `OnlyLooking`, `SharedByAdministrators`, `NameTaken`,
    `TooMany` and the refusals of a name."""
    may_change(viewer)
    if shared and not may_share(viewer):
        raise SharedByAdministrators
    name = clean_name(name, "name")
    member = member_of(viewer)
    row: Any = model(
        owner=None if shared else member, name=name, sort_key=sort_key(name), made_at=clock.now()
    )
    others = model.objects.filter(owner=row.owner, deleted_at=None)
    if others.count() >= MOST:
        raise TooMany("name", most=MOST)
    _only_one(row)
    made: M = row
    return made


def held(model: type[M], viewer: Viewer, ref: str, *, deleted: bool = False) -> M:
    """One that the viewer may change, locked. Raises `OnlyLooking`, `NotThere`,
    `SharedByAdministrators`."""
    may_change(viewer)
    rows: QuerySet[Any] = model.objects.filter(public_id=ref, deleted_at__isnull=not deleted)
    row: M | None = rows.select_for_update(of=("self",)).select_related("owner").first()
    if row is None or (row.owner and row.owner.public_id != viewer.member_ref):
        raise NotThere
    if row.owner is None and not may_share(viewer):
        raise SharedByAdministrators
    return row


def is_deleted(model: type[M], viewer: Viewer, ref: str) -> bool:
    """Whether the viewer may bring it back."""
    rows: QuerySet[Any] = model.objects.filter(public_id=ref, deleted_at__isnull=False)
    row = rows.select_related("owner").first()
    if row is None:
        return False
    return row.owner.public_id == viewer.member_ref if row.owner else may_share(viewer)


def rename(row: SavedView | AccountList, name: str) -> None:
    """Raises `NameTaken` and the refusals of a name."""
    row.name = clean_name(name, "name")
    row.sort_key = sort_key(row.name)
    _only_one(row)
    row.save(update_fields=["name", "sort_key"])


def share(row: SavedView | AccountList, viewer: Viewer, *, shared: bool) -> None:
    """Gives it to everybody, or back to the viewer. Raises `SharedByAdministrators`,
    `NameTaken`."""
    if not may_share(viewer):
        raise SharedByAdministrators
    row.owner = None if shared else member_of(viewer)
    _only_one(row)
    row.save(update_fields=["owner"])


def delete(row: SavedView | AccountList) -> None:
    """It can be brought back."""
    row.deleted_at = clock.now()
    row.save(update_fields=["deleted_at"])


def bring_back(row: SavedView | AccountList) -> None:
    """Raises `NameTaken`, where another has got the name since."""
    _only_one(row)
    row.deleted_at = None
    row.save(update_fields=["deleted_at"])


def _only_one(row: SavedView | AccountList) -> None:
    others = type(row).objects.filter(owner=row.owner, sort_key=row.sort_key, deleted_at=None)
    if others.exclude(pk=row.pk).exists():
        raise NameTaken("name", name=row.name)
