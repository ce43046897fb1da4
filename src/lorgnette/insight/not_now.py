"""Puts a person off: not among a member's best bets until they do something new."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Person
from lorgnette.accounts.objections import without_theirs
from lorgnette.accounts.ownership import ids_of_visible
from lorgnette.activities.models import Activity
from lorgnette.audit.record import record
from lorgnette.insight.models import NotNow
from lorgnette.insight.wishes import may_change
from lorgnette.kernel import clock
from lorgnette.kernel.pagination import Page, page_of
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.scoring.models import PersonScore
from lorgnette.users.models import Member

PAGE_SIZE = 25


class NoSuchBet(Refusal):
    code = "no_such_bet"
    status = 404
    words = _("There is nobody of that name among your accounts.")


@dataclass(frozen=True, slots=True)
class PutOff:
    """Somebody who was put off, and when."""

    ref: str
    name: str
    at: datetime


def put_off(viewer: Viewer, ref: str) -> None:
    """From now on; again begins anew. Raises `OnlyLooking`, `NoSuchBet`."""
    may_change(viewer)
    person = _person(viewer, ref)
    with transaction.atomic():
        member = Member.objects.get(public_id=viewer.member_ref)
        NotNow.objects.update_or_create(member=member, person=person, defaults={"at": clock.now()})
        _record("put_off", viewer, ref)


def bring_back(viewer: Viewer, ref: str) -> None:
    """Also who was not put off, or is no longer theirs to see. Raises `OnlyLooking`."""
    may_change(viewer)
    with transaction.atomic():
        if _mine(viewer).filter(person__public_id=ref).delete()[0]:
            _record("brought_back", viewer, ref)


def put_off_ids(viewer: Viewer) -> set[int]:
    """The people who are still put off, whoever looks."""
    return set(_still(viewer).values_list("person", flat=True))


def who_is_put_off(viewer: Viewer, cursor: str = "") -> Page[PutOff]:
    """Those the viewer sees, the last put off first."""
    rows = _still(viewer).filter(person__in=_seen(viewer).values("person")).select_related("person")
    page = page_of(rows, ("-at", "-pk"), size=PAGE_SIZE, cursor=cursor)
    found = [PutOff(row.person.public_id, row.person.name, row.at) for row in page.rows]
    return Page(found, page.next, page.previous)


def name_of(viewer: Viewer, ref: str) -> str:
    """Of somebody who is put off and whom the viewer sees; "" of anybody else."""
    rows = _still(viewer).filter(person__public_id=ref)
    found = rows.filter(person__in=_seen(viewer).values("person"))
    return found.values_list("person__name", flat=True).first() or ""


def _mine(viewer: Viewer) -> QuerySet[NotNow]:
    return NotNow.objects.filter(member__public_id=viewer.member_ref)


def _still(viewer: Viewer) -> QuerySet[NotNow]:
    """Without those who did something since."""
    since = Activity.objects.filter(person=OuterRef("person"), at__gt=OuterRef("at"), bot="")
    return without_theirs(_mine(viewer).filter(~Exists(since)))


def _seen(viewer: Viewer) -> QuerySet[PersonScore]:
    rows = without_theirs(PersonScore.objects.order_by())
    if viewer.crm_user_ids is None:
        return rows
    return rows.filter(account__in=ids_of_visible(viewer.crm_user_ids))


def _person(viewer: Viewer, ref: str) -> Person:
    found = Person.objects.filter(public_id=ref).first()
    if found is None or not _seen(viewer).filter(person=found).exists():
        raise NoSuchBet
    return found


def _record(what: str, viewer: Viewer, ref: str) -> None:
    record(
        f"bets.{what}",
        viewer.actor,
        subject_kind="member",
        subject_ref=viewer.member_ref,
        values={"person": ref},
    )
