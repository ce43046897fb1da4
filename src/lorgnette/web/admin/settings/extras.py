"""What a tab of the settings shows beside its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings as django
from django.utils.translation import gettext, override

from lorgnette.kernel import clock
from lorgnette.mail import trial
from lorgnette.mail.route import uses_mailbox
from lorgnette.mail.trial import Trial
from lorgnette.operations.retention import Old, due
from lorgnette.users.passwords import LEAST
from lorgnette.web import moments, replies
from lorgnette.web.admin.seats import Seats, seats
from lorgnette.web.admin.settings.typing import Typed
from lorgnette.web.guards import AdministratorRequest
from lorgnette.workspace.settings import Settings


@dataclass(frozen=True, slots=True)
class Sample:
    """How pages and mails of a language write."""

    code: str
    name: str
    instant: str
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Extra:
    """What is not a setting; each tab fills its own."""

    route: str = ""
    server: str = ""
    trial: Trial | None = None
    trial_reply: str = ""
    seats: Seats | None = None
    least_password: int = 0
    throttles: Sequence[str] = ()
    samples: Sequence[Sample] = ()
    old: Old | None = None


def extra(tab: str, request: AdministratorRequest, settings: Settings, typed: Typed) -> Extra:
    """Of the tab that is shown."""
    if tab == "mail":
        return _mail(request)
    if tab == "invitations":
        return Extra(seats=seats())
    if tab == "sign_in":
        return Extra(least_password=LEAST, throttles=_throttles())
    if tab == "languages":
        return Extra(samples=[_sample(code, name, settings) for code, name in django.LANGUAGES])
    if tab == "retention" and "preview" in request.POST and not typed.errors:
        return Extra(old=due(**_months(typed.values)))
    return Extra()


def _mail(request: AdministratorRequest) -> Extra:
    server = urlsplit(django.SMTP_URL)
    sent = trial.of(request.actor, request.GET.get("trial", ""))
    return Extra(
        route="smtp" if django.SMTP_URL else ("mailbox" if uses_mailbox() else "none"),
        server=f"{server.hostname}:{server.port or 25}" if server.hostname else "",
        trial=sent,
        trial_reply=replies.in_words(sent.reply_code, sent.reply) if sent else "",
    )


def _throttles() -> list[str]:
    return [
        gettext("5 failed sign-ins in 5 minutes for one address, from devices it does not know"),
        gettext("30 failed sign-ins a minute from one network address"),
        gettext("100 failed sign-ins in a row for one address; then only a reset mail helps"),
        gettext("5 reset mails an hour to one address"),
    ]


def _sample(code: str, name: str, settings: Settings) -> Sample:
    with override(code):
        return Sample(
            code=code,
            name=name,
            instant=moments.long_instant(clock.now(), settings.zone, code),
            number=moments.number(1204, code),
            words=gettext("Accept the invitation"),
        )


def _months(values: Mapping[str, Any]) -> dict[str, int]:
    return {n: values[n] for n in ("audit_months", "mail_months") if n in values}
