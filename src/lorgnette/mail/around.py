"""What stands around a letter by its kind: the button's label, the notes, the closing."""

from dataclasses import dataclass

from django.utils.translation import gettext

from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail import about_accounts, administration
from lorgnette.mail.facts import Values, access_until
from lorgnette.mail.notices import first_line

REMINDERS = frozenset({"access_reminder", "access_reminder_last"})
# Letters that somebody gets as an administrator, or as a person with access.
TO_ADMINISTRATORS = frozenset({"inviter_digest", "extension_asked", "link_asked"})
TO_PEOPLE = REMINDERS | {"access_ended", "extension_granted", "extension_declined"}
ABOUT_ACCESS = TO_ADMINISTRATORS | TO_PEOPLE

_ACCEPT = _("Accept the invitation")
_BUTTONS = {
    "password_reset": _("Choose a new password"),
    "access_reminder": _("Ask to extend"),
    "access_reminder_last": _("Ask to extend"),
    "access_ended": _("Ask to extend"),
    "inviter_digest": _("Show these people"),
    "extension_asked": _("Answer the request"),
    "extension_granted": _("Open Account Insight"),
    "link_asked": _("Answer the request"),
    administration.CHANGED: _("Show the administrators"),
    administration.MAIL_TEST: _("Open the mail settings"),
    **about_accounts.BUTTONS,
}


@dataclass(frozen=True, slots=True)
class Around:
    """Words in the language that is active. `preheader` is the line that lists of mails show."""

    button: str
    preheader: str
    notes: list[str]
    closing: str


def around(kind: str, values: Values, language: str) -> Around:
    """Invitations, tests of them and unknown kinds have the invitation's words."""
    return Around(
        button=gettext(_BUTTONS.get(kind, _ACCEPT)),
        preheader=_preheader(kind, values, language),
        notes=_notes(kind, values),
        closing=_closing(kind),
    )


def _preheader(kind: str, values: Values, language: str) -> str:
    if kind == "password_reset":
        return ""
    if kind in ABOUT_ACCESS:
        return first_line(kind, values, language)
    if kind in administration.KINDS:
        return administration.first_line(values)
    if kind in about_accounts.KINDS:
        return about_accounts.first_line(values)
    until = access_until(values, language)
    return gettext("Your access to Account Insight. Access until: %(until)s.") % {"until": until}


def _notes(kind: str, values: Values) -> list[str]:
    if kind == "password_reset":
        return [gettext("The link works once. If it has run out, ask for a new one.")]
    if kind in REMINDERS or kind == "access_ended":
        return [gettext("You sign in, and the page asks before anything is sent.")]
    if kind in TO_ADMINISTRATORS or kind in administration.NEWS:
        return [gettext("The page opens for administrators who have signed in.")]
    if kind in about_accounts.KINDS:
        return about_accounts.notes()
    if kind in TO_PEOPLE:
        return []
    return [
        gettext(
            "The link works once. If it has run out, it can be renewed: reply to this message "
            "and %(inviter)s sends you a new one."
        )
        % {"inviter": values.get("inviter", "")}
    ]


def _closing(kind: str) -> str:
    if kind == "password_reset":
        return gettext("If you did not ask for this, ignore it: nothing changes.")
    if kind in TO_ADMINISTRATORS or kind in administration.NEWS:
        return gettext("You receive this because you administer Account Insight.")
    if kind in TO_PEOPLE or kind in about_accounts.KINDS:
        return gettext("You receive this because you were given access to Account Insight.")
    return gettext("If you did not expect this, ignore it: without your click nothing happens.")
