"""Why somebody cannot be invited now: one typed refusal for each reason."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

RESEND, OPEN = "resend", "open"


class NotInvitable(Refusal):
    """`way_out` names what the administrator can do instead: "", "resend" or "open"."""

    way_out = ""


class NoAddress(NotInvitable):
    code = "no_address"
    words = _("No e-mail address in the CRM.")


class UnusableAddress(NotInvitable):
    code = "unusable_address"
    words = _("The e-mail address in the CRM cannot be used: “%(address)s”.")


class InactiveInCrm(NotInvitable):
    code = "inactive_in_crm"
    words = _("Inactive in the CRM.")


class InactiveSince(NotInvitable):
    code = "inactive_since"
    words = _("Inactive in the CRM since %(day)s.")


class GoneFromCrm(NotInvitable):
    code = "gone_from_crm"
    words = _("No longer in the CRM.")


class SameAddress(NotInvitable):
    code = "same_address"
    words = _("Same address as %(name)s, who is invited for both.")


class AlreadyUser(NotInvitable):
    code = "already_user"
    words = _("Already a user since %(day)s.")
    way_out = OPEN


class AccessLocked(NotInvitable):
    code = "already_locked"
    words = _("Already a user; the access is locked since %(day)s.")
    way_out = OPEN


class AccessEnded(NotInvitable):
    code = "already_ended"
    words = _("Already a user; the access ended on %(day)s.")
    way_out = OPEN


class AlreadyInvited(NotInvitable):
    code = "already_invited"
    words = _("Already invited, link valid until %(day)s.")
    way_out = RESEND


class InvitedLinkExpired(NotInvitable):
    code = "invited_link_expired"
    words = _("Already invited, link expired on %(day)s.")
    way_out = RESEND


class InvitedElsewhere(NotInvitable):
    code = "invited_elsewhere"
    words = _("Already invited, at another address: %(address)s.")
    way_out = OPEN


class UserElsewhere(NotInvitable):
    code = "user_elsewhere"
    words = _("Already a user, at another address: %(address)s.")
    way_out = OPEN


class Suppressed(NotInvitable):
    code = "suppressed"
    words = _("Asked on %(day)s never to be invited again.")


class Complained(NotInvitable):
    code = "complained"
    words = _("Reported an invitation as unwanted on %(day)s.")


class AddressSpent(NotInvitable):
    code = "address_spent"
    words = _("Got %(count)s invitations within a day; one address gets %(limit)s at most.")


REASONS: Mapping[str, type[NotInvitable]] = {
    reason.code: reason
    for reason in (
        NoAddress,
        UnusableAddress,
        InactiveInCrm,
        InactiveSince,
        GoneFromCrm,
        SameAddress,
        AlreadyUser,
        AccessLocked,
        AccessEnded,
        AlreadyInvited,
        InvitedLinkExpired,
        InvitedElsewhere,
        UserElsewhere,
        Suppressed,
        Complained,
        AddressSpent,
    )
}


def stored(reason: NotInvitable) -> dict[str, Any]:
    """The reason as JSON; `day` is a date."""
    values = {k: v.isoformat() if isinstance(v, date) else v for k, v in reason.values.items()}
    return {"code": reason.code, "values": values}


def read(row: Mapping[str, Any]) -> NotInvitable:
    """The reason that `stored` wrote."""
    values = dict(row["values"])
    if "day" in values:
        values["day"] = datetime.fromisoformat(values["day"]).date()
    return REASONS[row["code"]](**values)
