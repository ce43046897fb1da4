"""The kinds of activity that are known, and what each weighs in the score."""

from dataclasses import dataclass

from lorgnette.kernel.words import gettext_noop as _


@dataclass(frozen=True, slots=True)
class ActivityType:
    """`code` is stored; `words` names it; `weight` is what one of them adds before decay."""

    code: str
    weight: int
    words: str


# Opening a mail weighs nothing: mail programs and scanners do it by themselves.
TYPES = (
    ActivityType("web.visit", 1, _("Visited the website")),
    ActivityType("web.pricing", 4, _("Looked at prices")),
    ActivityType("web.document", 3, _("Read a document")),
    ActivityType("email.open", 0, _("Opened an e-mail")),
    ActivityType("email.click", 2, _("Clicked a link in an e-mail")),
    ActivityType("form.submit", 8, _("Filled in a form")),
    ActivityType("form.demo", 15, _("Asked for a demonstration")),
    ActivityType("webinar.attend", 10, _("Attended a webinar")),
    ActivityType("event.attend", 12, _("Attended an event")),
    ActivityType("call.held", 6, _("Had a call")),
    ActivityType("meeting.held", 10, _("Had a meeting")),
    # What no rule of an event source knows: stored, shown, and worth nothing until one does.
    ActivityType("other", 0, _("Did something else")),
)
OTHER = "other"

BY_CODE = {kind.code: kind for kind in TYPES}
WEIGHTS = {kind.code: kind.weight for kind in TYPES}
