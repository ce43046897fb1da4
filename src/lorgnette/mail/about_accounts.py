"""The words and the table of the mails about a person's accounts, from the values they carry.

Whoever puts such a mail words its lines in the recipient's language: what they tell of is above
this floor.
"""

from collections.abc import Mapping

from django.utils.translation import gettext

from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail import dates
from lorgnette.mail.facts import Fact, Values

DAILY, WEEKLY, MOMENTS = "insight_daily", "insight_weekly", "insight_moments"
KINDS = frozenset({DAILY, WEEKLY, MOMENTS})
BUTTONS: Mapping[str, str] = {
    DAILY: _("Open my accounts"),
    WEEKLY: _("Open the report"),
    MOMENTS: _("Open my accounts"),
}
# The label of the link that ends these mails, at once and for good.
STOPS: Mapping[str, str] = {
    DAILY: _("No daily mail any more"),
    WEEKLY: _("No weekly report any more"),
    MOMENTS: _("No mail about interesting moments any more"),
}


def words(values: Values) -> dict[str, str]:
    """For the placeholder that these letters have beyond an invitation's."""
    return {"summary": str(values.get("summary", ""))}


def table(values: Values, language: str) -> list[Fact]:
    """One line an account, and how many more there are."""
    rows = [
        Fact(row["name"], "\n".join(row["lines"]), row.get("url", ""))
        for row in values.get("rows", ())
    ]
    if values.get("more"):
        rows.append(Fact(gettext("More"), dates.number(values["more"], language)))
    return rows


def first_line(values: Values) -> str:
    """What a list of mails shows after the subject."""
    return str(values.get("first", ""))


def notes() -> list[str]:
    """Below the table."""
    return [gettext("The pages open after you have signed in.")]
