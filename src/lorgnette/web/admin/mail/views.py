"""The page of the Mail room, and the button that asks the DNS."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from lorgnette.kernel.pagination import Page
from lorgnette.mail import limits, sender_check, suppression
from lorgnette.mail.returning import Returning, returning
from lorgnette.mail.route import leaves, uses_mailbox
from lorgnette.mail.sender_check import Checked
from lorgnette.mail.suppression import Suppression
from lorgnette.mail.tally import Tally, tally
from lorgnette.web.admin.mail.findings import Shown, shown
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say
from lorgnette.workspace.settings import Settings, current

SIZE = 25
SOURCES = {
    "person": gettext_lazy("Asked for it"),
    "complaint": gettext_lazy("Reported a mail"),
    "administrator": gettext_lazy("An administrator"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the suppression list."""

    row: Suppression
    source: str


@dataclass(frozen=True, slots=True)
class MailContext:
    """The context of `admin/mail/mail.html`.

    `way` says how mail leaves: smtp, mailbox (the demo's) or none. `full` are the domains that
    had their mails of the hour; `stale`: the sender has another domain since the check.
    """

    tally: Tally
    way: str
    sender: str
    settings: Settings
    full: Sequence[str]
    returning: Returning
    checked_at: datetime | None
    selector: str
    stale: bool
    findings: Sequence[Shown]
    selector_error: str
    text: str
    listed: Sequence[Listed]
    total: int
    next: str
    previous: str


@administrator
@require_safe
def mail(request: AdministratorRequest) -> HttpResponse:
    """How mail stands, and who is not invited any more."""
    return _shown(request, sender_check.latest())


@administrator
@require_POST
def mail_check(request: AdministratorRequest) -> HttpResponse:
    """Asks the DNS, which takes five seconds at most."""
    selector = request.POST.get("selector", "")[:100]
    try:
        sender_check.check(request.actor, selector)
    except sender_check.SelectorMalformed as refusal:
        return _shown(request, sender_check.latest(), selector, say(refusal), refusal.status)
    messages.success(request, gettext("The sender’s records were looked up just now."))
    return redirect("mail")


def _shown(
    request: AdministratorRequest,
    checked: Checked | None,
    selector: str | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:100]
    found = suppression.listed(text=text, cursor=request.GET.get("cursor", ""), size=SIZE)
    kept = checked.selector if checked else ""
    context = MailContext(
        tally=tally(),
        way=_way(),
        sender=current().sender_address,
        settings=current(),
        full=sorted(limits.held_back()),
        returning=returning(),
        checked_at=checked.at if checked else None,
        selector=kept if selector is None else selector,
        stale=checked is not None and not checked.current,
        findings=[shown(finding) for finding in checked.findings] if checked else [],
        selector_error=error,
        text=text,
        listed=_listed(found),
        total=suppression.count(),
        next=found.next,
        previous=found.previous,
    )
    return page(request, "admin/mail/mail.html", context, room="mail", status=status)


def _way() -> str:
    if uses_mailbox():
        return "mailbox"
    return "smtp" if leaves() else "none"


def _listed(found: Page[Suppression]) -> list[Listed]:
    return [Listed(row, str(SOURCES.get(row.source, row.source))) for row in found.rows]
