"""What the editor offers: kinds, activities, conditions, placeholders, each with its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from lorgnette.activities.types import TYPES
from lorgnette.scoring.moments import definition as defined
from lorgnette.web.insight.moment_lines import KINDS


@dataclass(frozen=True, slots=True)
class Option:
    """A value and its words; `icon` may be ""."""

    value: str
    words: str
    icon: str = ""


def kinds() -> list[Option]:
    return [Option(code, str(words), icon) for code, (words, icon) in KINDS.items()]


def types() -> list[Option]:
    return [Option(kind.code, gettext(kind.words)) for kind in TYPES]


def operators() -> list[Option]:
    return [
        Option(defined.EQUALS, gettext("is")),
        Option(defined.CONTAINS, gettext("contains")),
        Option(defined.AT_LEAST, gettext("is at least")),
    ]


def scopes() -> list[Option]:
    return [
        Option(defined.PERSON, gettext("One person")),
        Option(defined.ACCOUNT, gettext("One account, all its people together")),
    ]


def placeholders() -> Sequence[Option]:
    """Each as it is written, with what stands there later."""
    return (
        Option("[person]", gettext("the person’s name")),
        Option("[account]", gettext("the account’s name")),
        Option("[activity]", gettext("what was done: “Looked at prices”")),
        Option("[subject]", gettext("the line below the activity, such as a page’s title")),
        Option("[count]", gettext("how many times, or how many people")),
        Option("[days]", gettext("the days of the window or of the silence")),
        Option("[value]", gettext("the value that was over the threshold")),
        Option("[property:plan]", gettext("the value of the property “plan”, or of any other")),
    )
