"""Looks at what there is of somebody with an address, and begins their erasure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from lorgnette.accounts import erased, objections, stirred
from lorgnette.accounts.memberships import stays_of
from lorgnette.accounts.models import Account, Erasure, Person
from lorgnette.accounts.objections import Objecting
from lorgnette.activities.event_locks import lock_all
from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.operations.erasing import traces
from lorgnette.users.models import Member

ERASURE = "erasure"
MOST_REASON = 400


class NobodyToErase(Refusal):
    code = "nobody_to_erase"
    status = 404
    words = _("Nobody with the address %(address)s is stored.")


class AddressNotTyped(Refusal):
    code = "address_not_typed"
    words = _("Type the address %(address)s to confirm that this person is to be erased.")


class ReasonTooLong(Refusal):
    code = "reason_too_long"
    words = _("The reason has %(length)s characters; at most %(limit)s are kept.")


@dataclass(frozen=True, slots=True)
class Somebody:
    """One row of a person: `source` is what gave it, `accounts` where they are or were."""

    ref: str
    name: str
    source: str
    accounts: Sequence[str]
    is_gone: bool
    objects: bool


@dataclass(frozen=True, slots=True)
class Found:
    """All there is of an address. `is_member`: a user of Lorgnette has it, who stays."""

    address: str
    people: Sequence[Somebody]
    counts: dict[str, int]
    is_member: bool
    was_erased: bool


def look(raw: str) -> Found:
    """Writes nothing. Raises the refusals of addresses."""
    address = parse_address(raw, "address")
    people = traces.people_of(address.key)
    name = erased.address(address.key)
    return Found(
        address=address.address,
        people=_told(people),
        counts=traces.counted(people, address.key) if people else {},
        is_member=Member.objects.filter(address_key=address.key).exists(),
        was_erased=name in erased.among([name]),
    )


def begin(actor: Actor, raw: str, *, typed: str, reason: str = "") -> str:
    """From now on nobody sees them, and nothing of them comes in; the worker deletes the rest.

    Returns the ref of the receipt. Raises `AddressNotTyped`, `ReasonTooLong`, `NobodyToErase`, the
    refusals of addresses.
    """
    address, reason = parse_address(raw, "address"), " ".join(reason.split())
    if typed.strip().casefold() != address.address.casefold():
        raise AddressNotTyped("typed", address=address.address)
    if len(reason) > MOST_REASON:
        raise ReasonTooLong("reason", length=len(reason), limit=MOST_REASON)
    with transaction.atomic():
        lock_all()
        people = traces.people_of(address.key)
        if not people:
            raise NobodyToErase("address", address=address.address)
        row = _written(actor, people, address.key, reason)
        _record(actor, row)
    return row.public_id


def _written(actor: Actor, people: Sequence[Person], address_key: str, reason: str) -> Erasure:
    ids, name = [person.pk for person in people], erased.address(address_key)
    row = Erasure.objects.create(
        digest=erased.digest(name),
        at=clock.now(),
        by=actor.name,
        reason=reason,
        found=traces.counted(people, address_key),
        person_ids=ids,
    )
    erased.keep(row, [name, *traces.names_of(people)])
    traces.dead(people, address_key).update(payload="", message_id="", whole=False)
    objections.note(ids, Objecting(clock.now(), ERASURE, actor.name, ""))
    stays = stays_of(ids)
    stirred.note({stay.account_id for theirs in stays.values() for stay in theirs})
    return row


def _record(actor: Actor, row: Erasure) -> None:
    """Without a name: the trail outlives the person."""
    record(
        "privacy.erasure_begun",
        actor,
        subject_kind="erasure",
        subject_ref=row.public_id,
        values={"people": len(row.person_ids)},
    )


def _told(people: Sequence[Person]) -> list[Somebody]:
    ids = [person.pk for person in people]
    stays, out = stays_of(ids), objections.objecting(ids)
    accounts = Account.objects.in_bulk(
        {stay.account_id for theirs in stays.values() for stay in theirs}
    )
    sources = {
        row.pk: row.source.name
        for row in Person.objects.filter(pk__in=ids).select_related("source")
    }
    return [
        Somebody(
            ref=person.public_id,
            name=person.name,
            source=sources[person.pk],
            accounts=list(
                dict.fromkeys(accounts[stay.account_id].name for stay in stays.get(person.pk, ()))
            ),
            is_gone=person.gone_at is not None,
            objects=person.pk in out,
        )
        for person in people
    ]
