"""Sends a draft: all checks, then invitations, messages and audit records in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from lorgnette.access.seats import TooFewSeats
from lorgnette.audit.record import Subject, record_many
from lorgnette.directory.models import CrmUser
from lorgnette.invitations import offers, reasons, standing
from lorgnette.invitations.allowances import InviterSpent, check_inviter, spent
from lorgnette.invitations.answers import Answers, from_json
from lorgnette.invitations.checks import check_all
from lorgnette.invitations.draft import DraftMissing
from lorgnette.invitations.invitee import Invitee
from lorgnette.invitations.invitees import count_accounts, invitees
from lorgnette.invitations.issue import Issue, issue
from lorgnette.invitations.models import Batch, Draft
from lorgnette.invitations.reasons import NotInvitable
from lorgnette.invitations.recipients import NobodyInvitable
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.tokens import public_id
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail import texts
from lorgnette.mail.models import Text
from lorgnette.users.members import NewMember, ensured
from lorgnette.users.models import Member
from lorgnette.workspace.settings import current

_Guest = tuple[Invitee, Member]


class SendRefused(Refusal):
    """Nothing was written. `refusals` holds every reason, each beside its field."""

    code = "send_refused"
    words = _("Nothing was sent. Correct what is marked and press Send again.")

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__()
        self.refusals = list(refusals)


class NotAllowed(Refusal):
    code = "not_allowed"
    words = _("Only administrators can invite sales users.")
    status = 403


class _SentAlready(Exception):
    """Another press of Send was first."""


def send(actor: Actor, ref: str) -> str:
    """Sends the actor's draft; returns the ref of the batch. Sending twice answers the same batch.

    People who can no longer be invited are skipped and reported in the batch. Raises
    `DraftMissing`, `NotAllowed` and `SendRefused`.
    """
    draft = _draft(actor, ref)
    if draft.sent_batch_ref:
        return draft.sent_batch_ref
    answers = from_json(draft.answers)
    try:
        with transaction.atomic():
            return _send(draft, answers, actor)
    except _SentAlready:
        draft.refresh_from_db()
        return draft.sent_batch_ref


def _draft(actor: Actor, ref: str) -> Draft:
    drafts = Draft.objects.select_related("owner__member")
    draft = drafts.filter(public_id=ref, owner__member__public_id=actor.ref).first()
    if draft is None:
        raise DraftMissing
    if not (draft.owner.is_administrator and draft.owner.is_active):
        raise NotAllowed
    return draft


def _send(draft: Draft, answers: Answers, actor: Actor) -> str:
    batch_ref = public_id()
    unsent = Draft.objects.filter(pk=draft.pk, sent_batch_ref="")
    if not unsent.update(sent_batch_ref=batch_ref):
        raise _SentAlready
    named = invitees(answers)
    refusals = check_all(answers, named)
    if refusals:
        raise SendRefused(refusals)
    skipped = [_skipped(who, who.reason) for who in named if who.reason]
    able, lost = _held([who for who in named if who.reason is None])
    if not able:
        raise SendRefused([NobodyInvitable("crm_refs")])
    _check_inviter(draft.owner.member, len(able))
    batch = _batch(batch_ref, draft, answers, len(able), skipped + lost)
    issues = _issues(batch, answers, able)
    try:
        issue(issues, batch.sent_at)
    except TooFewSeats as few:
        raise SendRefused([few]) from None
    record_many("invitation.invited", actor, [_event(one, len(able)) for one in issues])
    return batch_ref


def _check_inviter(inviter: Member, wanted: int) -> None:
    try:
        check_inviter(inviter, wanted)
    except InviterSpent as spent:
        raise SendRefused([spent]) from None


def _held(able: Sequence[Invitee]) -> tuple[list[_Guest], list[dict[str, Any]]]:
    """Those who can be invited still, now that nobody else can invite them; and the others.

    Members that are made here stand nowhere yet, and nobody else sees them before the end.
    """
    able = sorted(able, key=lambda who: who.address.key)
    there = ensured([_new_member(who) for who in able])
    known = {member.pk: member for member in there.members if member.pk not in there.made}
    no_more = _reasons_of(known)
    kept: list[_Guest] = []
    lost = []
    for who, member in zip(able, there.members, strict=True):
        why_not = no_more.get(member.pk)
        if why_not:
            lost.append(_skipped(who, why_not))
        else:
            kept.append((who, member))
    return kept, lost


def _reasons_of(known: Mapping[int, Member]) -> dict[int, NotInvitable]:
    """Who of them cannot be invited any more, by id; they are held from now on."""
    standing.hold(known)
    zone, worn = current().zone, spent([member.address_key for member in known.values()])
    found = {
        pk: standing.reason(stands, zone) or worn.get(stands.member.address_key)
        for pk, stands in standing.of_members(known).items()
    }
    return {pk: why_not for pk, why_not in found.items() if why_not}


def _new_member(who: Invitee) -> NewMember:
    return NewMember(who.address, who.first_name, who.last_name, who.language, who.crm_user_ids)


def _skipped(who: Invitee, reason: NotInvitable) -> dict[str, Any]:
    return {"name": who.name, "address": who.address.address, **reasons.stored(reason)}


def _batch(
    ref: str, draft: Draft, answers: Answers, invited: int, skipped: list[dict[str, Any]]
) -> Batch:
    return Batch.objects.create(
        public_id=ref,
        inviter=draft.owner.member,
        sent_at=clock.now(),
        reason=answers.reason,
        last_day=answers.last_day,
        zone=current().zone,
        scope=answers.scope,
        invited=invited,
        skipped=skipped,
    )


def _issues(batch: Batch, answers: Answers, able: Sequence[_Guest]) -> list[Issue]:
    offered = offers.terms(answers.scope, answers.last_day, current(), batch.sent_at)
    chosen = CrmUser.objects.filter(public_id=answers.chosen_ref).first()
    written = _texts(answers, {who.language for who, _member in able})
    counts = count_accounts([who for who, _member in able], answers)
    return [
        Issue(
            member=member,
            inviter=batch.inviter,
            batch=batch,
            via=answers.way,
            language=who.language,
            text=written.get(who.language),
            offered=offered,
            chosen=chosen if answers.scope == "chosen" else None,
            reason=answers.reason,
            accounts=accounts,
        )
        for (who, member), accounts in zip(able, counts, strict=True)
    ]


def _texts(answers: Answers, languages: Collection[str]) -> dict[str, Text]:
    """A row for each language that was edited; the others get the standard letter."""
    return {
        language: texts.store(language, letter)
        for language, letter in answers.letters.items()
        if language in languages
    }


def _event(one: Issue, invited: int) -> Subject:
    offered = one.offered
    return Subject(
        kind="member",
        ref=one.member.public_id,
        values={
            "batch": one.batch.public_id if one.batch else "",
            "with_others": invited - 1,
            "via": one.via,
            "scope": offered.scope,
            "last_day": offered.last_day,
            "zone": offered.zone,
            "link_ends_at": offered.link_ends_at,
        },
        personal={"address": one.member.address, "reason": one.reason},
    )
