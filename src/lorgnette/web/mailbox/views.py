"""The demo's mailbox: every mail that would have left, to read and to click."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lorgnette.kernel.pagination import Page
from lorgnette.mail.mailbox import Line, Opened, lines, opened
from lorgnette.mail.route import uses_mailbox
from lorgnette.web.guards import administrator
from lorgnette.web.pages import page

VIEWS = ("html", "text", "source")
# A mail's own styles, and nothing else; its links open in a tab of their own.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


@dataclass(frozen=True, slots=True)
class MailboxContext:
    """The context of `mailbox/list.html`."""

    mails: Page[Line]
    text: str


@dataclass(frozen=True, slots=True)
class MailContext:
    """The context of `mailbox/mail.html`; `view` is html, text or source."""

    mail: Opened
    view: str


def only_with_mailbox(view: View[P]) -> View[P]:
    """Elsewhere than in a demo without SMTP this room does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not uses_mailbox():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@only_with_mailbox
@administrator
def mailbox(request: HttpRequest) -> HttpResponse:
    """The list, newest first, with a search."""
    text = request.GET.get("q", "").strip()[:200]
    found = lines(text=text, cursor=request.GET.get("cursor", ""))
    return page(request, "mailbox/list.html", MailboxContext(found, text), room="mailbox")


@require_safe
@only_with_mailbox
@administrator
def mailbox_mail(request: HttpRequest, mail_ref: str) -> HttpResponse:
    """One mail: as HTML, as plain text, or its source."""
    asked = request.GET.get("view", "html")
    view = asked if asked in VIEWS else "html"
    return page(request, "mailbox/mail.html", MailContext(_opened(mail_ref), view), room="mailbox")


@require_safe
@only_with_mailbox
@administrator
def mailbox_html(request: HttpRequest, mail_ref: str) -> HttpResponse:  # noqa: ARG001 (a view)
    """The HTML part alone, for the frame on the page, under a policy of its own."""
    html = _opened(mail_ref).html.replace("<head>", '<head><base target="_blank">', 1)
    policy = {"Content-Security-Policy": MAIL_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return HttpResponse(html, headers=policy)


def _opened(mail_ref: str) -> Opened:
    mail = opened(mail_ref)
    if mail is None:
        raise Http404
    return mail
