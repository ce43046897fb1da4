"""A person objects to being watched, or thinks better of it: what they did counts no more."""

from collections.abc import Collection

from django.db import transaction

from lorgnette.accounts import objections, stirred
from lorgnette.accounts.models import Membership, Person
from lorgnette.accounts.objections import PAGE, Objecting
from lorgnette.activities import recount
from lorgnette.activities.event_locks import lock_all
from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM, Actor
from lorgnette.kernel.among import Among
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

MOST_REASON = 400


class PersonMissing(Refusal):
    code = "person_missing"
    status = 404
    words = _("There is no such person.")


class ReasonTooLong(Refusal):
    code = "reason_too_long"
    words = _("The reason has %(length)s characters; at most %(limit)s are kept.")


def objects(actor: Actor, person_ref: str, *, reason: str = "", how: str = PAGE) -> int:
    """From now on, with all who have the same address; how many people that are.

    Again changes nothing. What is stored of them stays, and is neither counted nor shown; what
    comes is not stored. Raises `PersonMissing`, `ReasonTooLong`.
    """
    reason = " ".join(reason.split())
    if len(reason) > MOST_REASON:
        raise ReasonTooLong("reason", length=len(reason), limit=MOST_REASON)
    with transaction.atomic():
        lock_all()
        person = _person(person_ref)
        new = objections.note([person.pk], Objecting(clock.now(), how, actor.name, reason))
        _follow(new)
        if new:
            _record("privacy.objected", actor, person, new, reason)
    return len(new)


def withdraw(actor: Actor, person_ref: str) -> int:
    """They let themselves be watched again: what is stored counts as before. The same way."""
    with transaction.atomic():
        lock_all()
        person = _person(person_ref)
        lifted = objections.lift([person.pk])
        _follow(lifted)
        if lifted:
            _record("privacy.objection_withdrawn", actor, person, lifted, "")
    return len(lifted)


def follow_written(person_ids: Collection[int]) -> None:
    """People who were written: whoever objects by now, having the address of one who does."""
    found = objections.objecting(person_ids)
    if found:
        recount.ask(found)


def told_by_crm(wishes: dict[int, bool]) -> None:
    """What the CRM says of each person: a yes is an objection, a no ends one that it told of.

    In the caller's transaction, which holds the lock of the sources where one is new.
    """
    yes = {pk for pk, objects_ in wishes.items() if objects_}
    new = yes - objections.objecting(yes)
    ended = objections.told(set(wishes) - yes, objections.CRM)
    if not new and not ended:
        return
    lock_all()
    for pk in sorted(new):
        person = Person.objects.get(pk=pk)
        noted = objections.note([pk], Objecting(clock.now(), objections.CRM, "", ""))
        _follow(noted)
        _record("privacy.objected", SYSTEM, person, noted, "")
    for pk in sorted(ended):
        person = Person.objects.get(pk=pk)
        lifted = objections.lift([pk])
        _follow(lifted)
        _record("privacy.objection_withdrawn", SYSTEM, person, lifted, "")


def _person(ref: str) -> Person:
    found = Person.objects.filter(public_id=ref).first()
    if found is None:
        raise PersonMissing
    return found


def _follow(person_ids: Collection[int]) -> None:
    """Their days are counted anew by the worker; open pages ask again at once."""
    if person_ids:
        recount.ask(person_ids)
        stays = Membership.objects.filter(Among("person_id", person_ids))
        stirred.note(set(stays.values_list("account", flat=True)))


def _record(verb: str, actor: Actor, person: Person, ids: Collection[int], reason: str) -> None:
    record(
        verb,
        actor,
        subject_kind="person",
        subject_ref=person.public_id,
        values={"people": len(ids)},
        personal={"name": person.name, "reason": reason},
    )
