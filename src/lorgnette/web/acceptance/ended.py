"""The pages of a link that leads to no open invitation: what happened, and what to do."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from lorgnette.kernel.refusals import Refusal
from lorgnette.web.pages import page, say


@dataclass(frozen=True, slots=True)
class EndedContext:
    """The context of `acceptance/ended.html`; `sign_in` offers the way to the sign-in page."""

    heading: str
    words: str
    sign_in: bool


def show_ended(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a dead or unknown link, with the refusal's status."""
    sign_in = refusal.code == "link_used"
    context = EndedContext(_heading(refusal.code), say(refusal), sign_in)
    return page(request, "acceptance/ended.html", context, status=refusal.status)


def show_none_held(request: HttpRequest) -> HttpResponse:
    """Nobody came through a link, or it was more than half an hour ago."""
    context = EndedContext(
        heading=gettext("Open the link in your invitation"),
        words=gettext(
            "This page is reached through the link in the invitation mail. For your safety it "
            "forgets the link after 30 minutes: open it again."
        ),
        sign_in=True,
    )
    return page(request, "acceptance/ended.html", context, status=404)


def show_declined(request: HttpRequest, inviter: str) -> HttpResponse:
    """The person has just said no."""
    words = gettext(
        "Nothing was created and the link no longer works. If you change your mind, ask "
        "%(inviter)s for a new one."
    )
    context = EndedContext(
        heading=gettext("You declined the invitation"),
        words=words % {"inviter": inviter},
        sign_in=False,
    )
    return page(request, "acceptance/ended.html", context)


def _heading(code: str) -> str:
    headings = {
        "link_expired": gettext("This link has run out"),
        "link_used": gettext("You have accepted already"),
        "link_revoked": gettext("This invitation was taken back"),
        "link_superseded": gettext("There is a newer invitation"),
        "link_declined": gettext("This invitation was declined"),
    }
    return headings.get(code, gettext("This link is not known"))
