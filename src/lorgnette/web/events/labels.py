"""What the settings are called, on their pages and in the audit trail."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SETTINGS: Mapping[str, Promise] = {
    "name": gettext_lazy("Company name"),
    "postal_address": gettext_lazy("Postal address"),
    "zone": gettext_lazy("Time zone"),
    "language": gettext_lazy("Default language"),
    "languages": gettext_lazy("Languages offered"),
    "sender_address": gettext_lazy("Sender address"),
    "sender_name": gettext_lazy("Sender name"),
    "link_days": gettext_lazy("Days an invitation link is valid"),
    "seat_limit": gettext_lazy("Seat limit"),
    "domain_hourly": gettext_lazy("Mails an hour to one recipient domain"),
    "inviter_daily": gettext_lazy("Invitations a day by one person"),
    "address_daily": gettext_lazy("Mails a day to one address"),
    "reminders": gettext_lazy("Reminders before an access ends"),
    "session_idle_days": gettext_lazy("Days without a visit until sign-out"),
    "session_days": gettext_lazy("Days until sign-out at the latest"),
    "audit_months": gettext_lazy("Months the audit trail is kept"),
    "mail_months": gettext_lazy("Months the content of mail is kept"),
    "quiet_from": gettext_lazy("Quiet from this hour"),
    "quiet_until": gettext_lazy("Quiet until this hour"),
    "mail_held_at": gettext_lazy("Mail held since"),
}


def setting(name: str) -> str:
    """The setting in the active language, or its name where it has no words."""
    return str(SETTINGS.get(name, name))
