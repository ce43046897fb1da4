"""Saved views of the ranked accounts: kept under a name, renamed, deleted, brought back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef

from lorgnette.access.policy import Viewer
from lorgnette.audit.record import record
from lorgnette.insight.filters import Choice, as_json, from_json
from lorgnette.insight.lists import whose
from lorgnette.insight.lists.models import FirstView, SavedView
from lorgnette.insight.lists.whose import NotThere
from lorgnette.insight.wishes import may_change


@dataclass(frozen=True, slots=True)
class View:
    """A saved view; `can_change` by whoever looks; `is_first`: their accounts open with it."""

    ref: str
    name: str
    choice: Choice
    is_shared: bool
    can_change: bool
    is_first: bool


def views_of(viewer: Viewer) -> Sequence[View]:
    """Those everybody has, then the viewer's own, by name. In one query."""
    first = FirstView.objects.filter(view=OuterRef("pk"), member__public_id=viewer.member_ref)
    rows = whose.seen(SavedView, viewer).annotate(is_first=Exists(first))
    return [_view(row, viewer) for row in rows]


def save(viewer: Viewer, name: str, choice: Choice, *, shared: bool = False) -> str:
    """Gives its ref. Raises as `whose.begin`."""
    with transaction.atomic():
        row = whose.begin(SavedView, viewer, name, shared=shared)
        row.asked = as_json(choice)
        row.save()
        _record("saved", viewer, row)
    return row.public_id


def update(viewer: Viewer, ref: str, choice: Choice) -> None:
    """What it shows from now on. Raises as `whose.held`."""
    with transaction.atomic():
        row = whose.held(SavedView, viewer, ref)
        row.asked = as_json(choice)
        row.save(update_fields=["asked"])
        _record("changed", viewer, row)


def rename(viewer: Viewer, ref: str, name: str) -> None:
    """Raises as `whose.held` and `whose.rename`."""
    with transaction.atomic():
        row = whose.held(SavedView, viewer, ref)
        whose.rename(row, name)
        _record("renamed", viewer, row)


def share(viewer: Viewer, ref: str, *, shared: bool) -> None:
    """With everybody, or no longer. Raises as `whose.held` and `whose.share`."""
    with transaction.atomic():
        row = whose.held(SavedView, viewer, ref)
        whose.share(row, viewer, shared=shared)
        _record("shared" if shared else "unshared", viewer, row)


def delete(viewer: Viewer, ref: str) -> None:
    """Whose accounts opened with it sees all accounts again, until it is brought back. Raises as
    `whose.held`."""
    with transaction.atomic():
        row = whose.held(SavedView, viewer, ref)
        whose.delete(row)
        _record("deleted", viewer, row)


def is_deleted(viewer: Viewer, ref: str) -> bool:
    """Whether the viewer may bring it back."""
    return whose.is_deleted(SavedView, viewer, ref)


def bring_back(viewer: Viewer, ref: str) -> None:
    """Raises as `whose.held` and `whose.bring_back`."""
    with transaction.atomic():
        row = whose.held(SavedView, viewer, ref, deleted=True)
        whose.bring_back(row)
        _record("brought_back", viewer, row)


def open_with(viewer: Viewer, ref: str) -> None:
    """The viewer's accounts open with this view, with "" all accounts. Raises `OnlyLooking`,
    `NotThere`."""
    may_change(viewer)
    with transaction.atomic():
        member = whose.member_of(viewer)
        if not ref:
            FirstView.objects.filter(member=member).delete()
            return
        row = whose.seen(SavedView, viewer).filter(public_id=ref).first()
        if row is None:
            raise NotThere
        FirstView.objects.update_or_create(member=member, defaults={"view": row})


def _view(row: SavedView, viewer: Viewer) -> View:
    return View(
        ref=row.public_id,
        name=row.name,
        choice=from_json(row.asked),
        is_shared=row.owner_id is None,
        can_change=row.owner_id is not None or whose.may_share(viewer),
        is_first=row.is_first,  # type: ignore[attr-defined]
    )


def _record(what: str, viewer: Viewer, row: SavedView) -> None:
    record(
        f"views.{what}",
        viewer.actor,
        subject_kind="view",
        subject_ref=row.public_id,
        values={"shared": row.owner_id is None},
        personal={"view": row.name},
    )
