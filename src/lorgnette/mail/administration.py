"""The words and the table of the letters about administrators, from the values they carry."""

from collections.abc import Iterator

from django.utils.translation import gettext

from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.facts import Fact, Values, facts

INVITATION, CHANGED = "administrator_invitation", "administrators_changed"
MAIL_TEST = "mail_test"
KINDS = frozenset({INVITATION, CHANGED, MAIL_TEST})
# To somebody who administers already.
NEWS = frozenset({CHANGED, MAIL_TEST})

_CHANGES = {
    "invited": _("%(person)s is invited to administer Lorgnette"),
    "joined": _("%(person)s administers Lorgnette now"),
    "removed": _("%(person)s no longer administers Lorgnette"),
    "revoked": _("The invitation of %(person)s to administer Lorgnette is revoked"),
    "created": _("%(person)s was made an administrator of Lorgnette at the console"),
}


def words(values: Values) -> dict[str, str]:
    """For the placeholders that these letters have beyond an invitation's."""
    if "change" not in values:
        return {}
    return {"change": gettext(_CHANGES[values["change"]]) % {"person": values["person"]}}


def table(values: Values, language: str) -> list[Fact]:
    """For whom and until when a link is valid; or who it is about, by whom and why."""
    return list(_news(values)) if "change" in values else facts(values, language)


def first_line(values: Values) -> str:
    """What a list of mails shows after the subject."""
    return str(values.get("reason") or values.get("company", ""))


def _news(values: Values) -> Iterator[Fact]:
    yield Fact(gettext("Person"), f"{values['person']} ({values['person_address']})")
    yield Fact(gettext("By"), values["by"])
    if values["reason"]:
        yield Fact(gettext("Reason"), values["reason"])
