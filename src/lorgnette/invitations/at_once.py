"""Invites from answers given all at once, as the console does: the wizard's steps without pages."""

from dataclasses import dataclass, fields

from lorgnette.directory.models import CrmUser
from lorgnette.invitations import draft
from lorgnette.invitations.answers import Answers
from lorgnette.invitations.checks import CrmUserNotChosen, check_all
from lorgnette.invitations.invitee import Invitee
from lorgnette.invitations.invitees import invitees
from lorgnette.invitations.send import SendRefused, send
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.refusals import Refusal
from lorgnette.users.actors import actor_of
from lorgnette.users.administering import NotAnAdministrator, administering


@dataclass(frozen=True, slots=True)
class Plan:
    """What Send would do now. `refusals` keep it from being done; `out` would be skipped."""

    able: list[Invitee]
    out: list[Invitee]
    refusals: list[Refusal]


def plan(answers: Answers) -> Plan:
    """Writes nothing."""
    named = invitees(answers)
    return Plan(
        able=[who for who in named if who.reason is None],
        out=[who for who in named if who.reason],
        refusals=check_all(answers, named),
    )


def invite(answers: Answers, administrator: str, agent: str) -> str:
    """Sends in the name of the administrator of this address; returns the ref of the batch.

    `agent` says by what means, for the audit trail. Raises `NotAnAdministrator` and what `send`
    raises; then nothing is written.
    """
    user = administering().filter(address_key=parse_address(administrator).key).first()
    if user is None:
        raise NotAnAdministrator
    actor: Actor = actor_of(user, agent=agent)
    ref = draft.start(user, **{f.name: getattr(answers, f.name) for f in fields(Answers)})
    try:
        return send(actor, ref)
    except SendRefused:
        draft.discard(user, ref)
        raise


def crm_user_of(address: str) -> str:
    """The ref of the CRM user whose accounts are lent. Raises `CrmUserNotChosen`."""
    rows = CrmUser.objects.filter(gone_at=None, address_key=parse_address(address).key)
    found = rows.order_by("-active", "pk").values_list("public_id", flat=True).first()
    if found is None:
        raise CrmUserNotChosen("chosen_ref")
    return found
