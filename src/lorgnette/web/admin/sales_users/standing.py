"""How the status of a sales user looks: word, small detail, icon and tone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy

from lorgnette.invitations.roster import MemberLine
from lorgnette.web.admin.sales_users.wording import short_day


@dataclass(frozen=True, slots=True)
class Look:
    """A status' word in both languages, its lucide icon and the class of its colour."""

    label: str | Promise
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A status as it is shown in a row or a sheet."""

    label: str
    detail: str
    icon: str
    tone: str


LOOKS = {
    "active": Look(pgettext_lazy("sales user", "Active"), "circle-check", "lg-ok"),
    "pending": Look(pgettext_lazy("sales user", "Pending"), "clock", "lg-info"),
    "bounced": Look(pgettext_lazy("sales user", "Bounced"), "mail-x", "lg-bad"),
    "expired": Look(pgettext_lazy("sales user", "Expired"), "calendar-x", "lg-faint"),
    "locked": Look(pgettext_lazy("sales user", "Locked"), "lock", "lg-warn"),
    "revoked": Look(pgettext_lazy("sales user", "Revoked"), "ban", "lg-faint"),
    "declined": Look(pgettext_lazy("sales user", "Declined"), "circle-x", "lg-faint"),
}


def standing(line: MemberLine) -> Standing:
    """Where this person stands now; what needs a look is marked."""
    look = LOOKS[line.status]
    needs_a_look = line.status == "active" and line.detail in ("days_left", "left_in_crm")
    return Standing(
        label=str(look.label),
        detail=_detail(line),
        icon="circle-alert" if needs_a_look else look.icon,
        tone="lg-warn" if needs_a_look else look.tone,
    )


def _detail(line: MemberLine) -> str:
    values = line.detail_values
    if line.detail == "days_left":
        return _days_left(values["days"])
    if line.detail == "locked" and values.get("reason"):
        return str(values["reason"])
    if line.detail in ("locked", "revoked", "declined") and values.get("day"):
        return short_day(values["day"])
    return _words().get(line.detail, "")


def _days_left(days: int) -> str:
    if days == 0:
        return gettext("last day")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def _words() -> dict[str, str]:
    return {
        "queued": gettext("waiting to be sent"),
        "sending": gettext("being sent"),
        "deferred": gettext("sending is being retried"),
        "sent": gettext("sent"),
        "delayed": gettext("delayed on its way"),
        "delivered": gettext("delivered"),
        "failed": gettext("could not be sent"),
        "link_opened": gettext("link opened"),
        "link_expired": gettext("link expired"),
        "left_in_crm": gettext("left in the CRM"),
    }
