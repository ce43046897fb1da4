"""What happened to a person, told from the audit trail: one sentence for each verb."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from lorgnette.invitations.roster import TimelineEvent
from lorgnette.web import replies
from lorgnette.web.admin.sales_users.wording import long_day
from lorgnette.web.moments import number
from lorgnette.web.reader import language

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Sentence:
    """How a verb is told; `words` may hold %(actor)s, `sub` fills the line below."""

    icon: str
    tone: str
    words: Words
    sub: Callable[[TimelineEvent], str] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it is shown; `at` is local and `clock` its hour and minute."""

    at: datetime
    clock: str
    icon: str
    tone: str
    sentence: str
    sub: str


@dataclass(frozen=True, slots=True)
class Day:
    """The events of one local day, newest first."""

    day: date
    events: Sequence[Told]


def told(events: Sequence[TimelineEvent], zone: str) -> list[Day]:
    """The events by their day in `zone`, newest first."""
    place = ZoneInfo(zone)
    days = groupby(events, key=lambda event: event.at.astimezone(place).date())
    return [Day(day, [_tell(event, place) for event in group]) for day, group in days]


def _tell(event: TimelineEvent, place: ZoneInfo) -> Told:
    sentence = SENTENCES.get(event.code, UNKNOWN)
    actor = event.actor_name or gettext("somebody whose name was erased")
    local = event.at.astimezone(place)
    return Told(
        at=local,
        clock=format(local, "%H:%M"),
        icon=sentence.icon,
        tone=sentence.tone,
        sentence=str(sentence.words) % {"actor": actor, "verb": event.code},
        sub=sentence.sub(event) if sentence.sub else "",
    )


def _reason(event: TimelineEvent) -> str:
    reason = _text(event, "reason")
    return gettext("“%(text)s”") % {"text": reason} if reason else ""


def _invited(event: TimelineEvent) -> str:
    count = int(event.values.get("with_others") or 0)
    others = ngettext("With %(count)s other person", "With %(count)s other people", count)
    told = [others % {"count": number(count, language())}] if count else []
    return " · ".join(filter(None, [*told, _reason(event)]))


def _reply(event: TimelineEvent) -> str:
    return replies.in_words(event.values.get("code"), _text(event, "words"))


def _recipient(event: TimelineEvent) -> str:
    address = _text(event, "address")
    return gettext("To %(address)s") % {"address": address} if address else ""


def _until(event: TimelineEvent) -> str:
    if "last_day" not in event.values:
        return ""
    last_day = event.values["last_day"]
    if not last_day:
        return gettext("Without an end")
    return gettext("Through %(day)s") % {"day": long_day(last_day)}


def _old_link(_event: TimelineEvent) -> str:
    return gettext("New link; the one before stopped working")


def _twice(_event: TimelineEvent) -> str:
    return gettext("The connection broke at the last moment; both copies hold the same link")


def _text(event: TimelineEvent, name: str) -> str:
    """Personal detail may have been erased; then nothing is told of it."""
    return str(event.personal.get(name) or event.values.get(name) or "")


UNKNOWN = Sentence("circle-dot", "", gettext_lazy("Recorded: %(verb)s"))

SENTENCES: Mapping[str, Sentence] = {
    "invitation.invited": Sentence(
        "user-plus", "lg-acc", gettext_lazy("Invited by %(actor)s"), _invited
    ),
    "invitation.resent": Sentence("send", "", gettext_lazy("Resent by %(actor)s"), _old_link),
    "invitation.revoked": Sentence(
        "ban", "lg-bad", gettext_lazy("Invitation revoked by %(actor)s")
    ),
    "invitation.opened": Sentence("mouse-pointer-click", "lg-acc", gettext_lazy("Opened the link")),
    "invitation.accepted": Sentence(
        "circle-check", "lg-ok", gettext_lazy("Accepted the invitation")
    ),
    "invitation.declined": Sentence("circle-x", "lg-bad", gettext_lazy("Declined the invitation")),
    "mail.sent": Sentence("mail-check", "lg-ok", gettext_lazy("Mail sent"), _recipient),
    "mail.deferred": Sentence(
        "rotate-cw", "lg-warn", gettext_lazy("The mail server asked to try later"), _reply
    ),
    "mail.bounced": Sentence("mail-x", "lg-bad", gettext_lazy("Mail not delivered"), _reply),
    "mail.failed": Sentence("mail-x", "lg-bad", gettext_lazy("Mail could not be sent"), _reply),
    "mail.maybe_twice": Sentence(
        "mails", "lg-warn", gettext_lazy("The mail may have arrived twice"), _twice
    ),
    "access.granted": Sentence(
        "binoculars", "lg-ok", gettext_lazy("Access to Account Insight began"), _until
    ),
    "access.extended": Sentence(
        "calendar-plus", "lg-ok", gettext_lazy("Access extended by %(actor)s"), _until
    ),
    "access.locked": Sentence("lock", "lg-warn", gettext_lazy("Locked by %(actor)s"), _reason),
    "access.unlocked": Sentence("lock-open", "lg-ok", gettext_lazy("Unlocked by %(actor)s")),
    "access.revoked": Sentence("ban", "lg-bad", gettext_lazy("Access revoked by %(actor)s")),
    "user.created": Sentence("user-check", "lg-ok", gettext_lazy("Sign-in created")),
    "user.signed_in": Sentence("log-in", "", gettext_lazy("Signed in")),
    "user.signed_out": Sentence("log-out", "", gettext_lazy("Signed out")),
    "user.sign_in_failed": Sentence("triangle-alert", "lg-warn", gettext_lazy("A sign-in failed")),
    "user.password_changed": Sentence("key-round", "", gettext_lazy("Password changed")),
    "user.password_reset_asked": Sentence(
        "key-round", "", gettext_lazy("Asked for a new password")
    ),
    "user.language_changed": Sentence("languages", "", gettext_lazy("Language changed")),
    "administrator.created": Sentence(
        "shield", "lg-acc", gettext_lazy("Made an administrator by %(actor)s")
    ),
    "administrator.link_made": Sentence(
        "link", "", gettext_lazy("One-time sign-in link made by %(actor)s")
    ),
    "administrator.link_used": Sentence("link", "", gettext_lazy("One-time sign-in link used")),
    "draft.test_sent": Sentence("flask-conical", "", gettext_lazy("Sent a test mail"), _recipient),
}
