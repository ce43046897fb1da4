"""What people answer to candidates: yes or no, together for equals, and taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lorgnette.accounts.memberships import EVER
from lorgnette.accounts.models import Account, Person, Spell
from lorgnette.activities.event_locks import lock_all
from lorgnette.audit.record import Subject, record_many
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.matching.match import PORTION, match
from lorgnette.matching.models import Answer, Candidate


class CandidateMissing(Refusal):
    code = "candidate_missing"
    words = _("Nobody asks about this person and account any more.")
    status = 409


class PersonUnknown(Refusal):
    code = "person_unknown"
    words = _("There is no such person or account.")
    status = 404


class NothingToUndo(Refusal):
    code = "nothing_to_undo"
    words = _("This answer was taken back already.")
    status = 409


@dataclass(frozen=True, slots=True)
class Answered:
    """Of whom and about which account; `accepted` is what holds now, None after an undo."""

    person_ref: str
    person_name: str
    account_ref: str
    account_name: str
    accepted: bool | None


def answer(person_ref: str, account_ref: str, actor: Actor, *, accept: bool) -> Answered:
    """Says yes or no to a candidate; it holds through every later run of the rules.

    A yes takes an earlier yes to another account back. Raises the refusals above.
    """
    with transaction.atomic():
        lock_all()
        person, account = _pair(person_ref, account_ref)
        found = Candidate.objects.filter(person=person, account=account).first()
        if found is None or person.gone_at is not None:
            raise CandidateMissing
        _write([found], actor, accept=accept)
        match([person.pk])
    return _answered(person, account, accepted=accept)


def undo(person_ref: str, account_ref: str, actor: Actor) -> Answered:
    """Takes an answer back: the rules decide again. Raises the refusals above."""
    with transaction.atomic():
        lock_all()
        person, account = _pair(person_ref, account_ref)
        standing = Answer.objects.filter(person=person, account=account, undone_at=None)
        row = standing.first()
        if row is None:
            raise NothingToUndo
        standing.update(undone_at=clock.now())
        told = {"account": account.public_id, "rule": row.rule, "accepted": row.accepted}
        _record("matching.undone", actor, [(person, account, told)])
        match([person.pk])
    return _answered(person, account, accepted=None)


def alike(account_ref: str, like: str) -> int:
    """How many people the same evidence leads to the account, first of all their candidates."""
    return _equals(account_ref, like).count()


def answer_alike(account_ref: str, like: str, actor: Actor, *, accept: bool) -> int:
    """The same answer for all of them; how many got it. A portion is a transaction."""
    total = 0
    while True:
        with transaction.atomic():
            lock_all()
            rows = list(_equals(account_ref, like).select_related("person", "account")[:PORTION])
            if not rows:
                return total
            list(
                Person.objects.filter(pk__in=[row.person_id for row in rows])
                .order_by("pk")
                .select_for_update(no_key=True)
                .values_list("pk")
            )
            _write(rows, actor, accept=accept)
            match([row.person_id for row in rows])
        total += len(rows)


def _equals(account_ref: str, like: str) -> QuerySet[Candidate]:
    rows = Candidate.objects.filter(account__public_id=account_ref, alike=like, place=0)
    return rows.filter(person__gone_at=None).order_by("pk")


def _pair(person_ref: str, account_ref: str) -> tuple[Person, Account]:
    """The person locked until the transaction ends."""
    people = Person.objects.select_for_update(no_key=True)
    person = people.filter(public_id=person_ref).first()
    account = Account.objects.filter(public_id=account_ref).first()
    if person is None or account is None:
        raise PersonUnknown
    return person, account


def _write(rows: Sequence[Candidate], actor: Actor, *, accept: bool) -> None:
    at, since = clock.now(), _since([row.person_id for row in rows])
    people = [row.person_id for row in rows]
    accounts = {row.account_id for row in rows}
    standing = Answer.objects.filter(person__in=people, undone_at=None)
    standing.filter(account__in=accounts).update(undone_at=at)
    if accept:
        standing.filter(accepted=True).update(undone_at=at)
    Answer.objects.bulk_create(
        Answer(
            person_id=row.person_id,
            account_id=row.account_id,
            accepted=accept,
            since=since.get(row.person_id, EVER),
            rule=row.rule,
            at=at,
            by_ref=actor.ref,
            by_name=actor.name,
        )
        for row in rows
    )
    verb = "matching.accepted" if accept else "matching.rejected"
    told = [
        (
            row.person,
            row.account,
            {"account": row.account.public_id, "rule": row.rule, "score": row.score},
        )
        for row in rows
    ]
    _record(verb, actor, told)


def _since(person_ids: Collection[int]) -> dict[int, datetime]:
    """The beginning of each one's present spell: what a yes is about."""
    rows = Spell.objects.filter(person__in=person_ids, until=None)
    return dict(rows.values_list("person", "since"))


def _record(
    verb: str, actor: Actor, told: Sequence[tuple[Person, Account, dict[str, object]]]
) -> None:
    record_many(
        verb,
        actor,
        [
            Subject(
                "person",
                person.public_id,
                values,
                {"name": person.name, "address": person.address, "account": account.name},
            )
            for person, account, values in told
        ],
    )


def _answered(person: Person, account: Account, *, accepted: bool | None) -> Answered:
    return Answered(person.public_id, person.name, account.public_id, account.name, accepted)
