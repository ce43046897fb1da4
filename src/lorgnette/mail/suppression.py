"""Addresses that no invitation is mailed to, because their owner said never again or complained."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.among import Among
from lorgnette.kernel.pagination import Page, page_of
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.models import Suppression as Row

PERSON, COMPLAINT, ADMINISTRATOR = "person", "complaint", "administrator"
LONGEST_REASON = 500


class SuppressionMissing(Refusal):
    code = "suppression_missing"
    words = _("This address is not on the list any more.")
    status = 404


class LiftReasonMissing(Refusal):
    code = "lift_reason_missing"
    words = _("Write why: this person asked not to be invited.")


class LiftReasonTooLong(Refusal):
    code = "lift_reason_too_long"
    words = _("The reason has %(length)s characters; at most %(limit)s are kept.")


@dataclass(frozen=True, slots=True)
class Suppression:
    """`source` is person (the link in a mail), complaint or administrator."""

    ref: str
    address_key: str
    at: datetime
    source: str
    about_ref: str


def suppressed(address_keys: Collection[str]) -> dict[str, Suppression]:
    """Those of the addresses (canonical) that are on the list."""
    rows = Row.objects.filter(Among("address_key", address_keys))
    return {row.address_key: _of(row) for row in rows}


def suppressed_keys() -> QuerySet[Row]:
    """All of the list's addresses, as a subquery's rows."""
    return Row.objects.all()


def suppress(address_key: str, source: str, actor: Actor, about_ref: str = "") -> bool:
    """Puts the address on the list; False if it was there already."""
    with transaction.atomic():
        row, made = Row.objects.get_or_create(
            address_key=address_key,
            defaults={"at": clock.now(), "source": source, "about_ref": about_ref},
        )
        if made:
            _record("suppressed", row, actor)
    return made


def unsuppress(address_key: str, actor: Actor) -> bool:
    """The person's own undo; False if the address was not on the list."""
    with transaction.atomic():
        row = Row.objects.select_for_update().filter(address_key=address_key).first()
        if row is not None:
            row.delete()
            _record("unsuppressed", row, actor)
    return row is not None


def lift(ref: str, actor: Actor, reason: str) -> Suppression:
    """An administrator's: with a reason, which the audit trail keeps. Raises the refusals above."""
    why = " ".join(reason.split())
    if not why:
        raise LiftReasonMissing("reason")
    if len(why) > LONGEST_REASON:
        raise LiftReasonTooLong("reason", length=len(why), limit=LONGEST_REASON)
    with transaction.atomic():
        row = Row.objects.select_for_update().filter(public_id=ref).first()
        if row is None:
            raise SuppressionMissing
        lifted = _of(row)
        row.delete()
        _record("suppression_lifted", row, actor, reason=why)
    return lifted


def listed(*, text: str = "", cursor: str = "", size: int = 50) -> Page[Suppression]:
    """The list, newest first; those whose address holds `text`."""
    rows = Row.objects.filter(address_key__contains=text.strip().lower())
    page = page_of(rows, ["-at", "-id"], size=size, cursor=cursor)
    return Page(_all(page.rows), page.next, page.previous)


def one(ref: str) -> Suppression:
    """Raises `SuppressionMissing`."""
    row = Row.objects.filter(public_id=ref).first()
    if row is None:
        raise SuppressionMissing
    return _of(row)


def count() -> int:
    """How many addresses are on the list."""
    return Row.objects.count()


def _all(rows: Iterable[Row]) -> list[Suppression]:
    return [_of(row) for row in rows]


def _of(row: Row) -> Suppression:
    return Suppression(row.public_id, row.address_key, row.at, row.source, row.about_ref)


def _record(verb: str, row: Row, actor: Actor, **personal: str) -> None:
    record(
        f"mail.{verb}",
        actor,
        subject_kind="member" if row.about_ref else "address",
        subject_ref=row.about_ref or row.public_id,
        values={"source": row.source},
        personal={"address": row.address_key, **personal},
    )
