"""The pages of a link that leads to no open invitation: alike for all of them, known or not."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from lorgnette.web.pages import page


@dataclass(frozen=True, slots=True)
class EndedContext:
    """The context of `acceptance/ended.html`: `can_ask` offers to ask for a new link, `sign_in`
    the way to the sign-in page.
    """

    heading: str
    words: str
    can_ask: bool = False
    sign_in: bool = False


def show_ended(request: HttpRequest) -> HttpResponse:
    """A dead link and one that never was: the same words, buttons and status."""
    context = EndedContext(
        heading=gettext("This link opens no invitation"),
        words=gettext(
            "It may have run out, been replaced by a newer one, been used or taken back, or be "
            "incomplete. If you have accepted before, sign in. Otherwise ask for a new link: it "
            "goes to the invited address."
        ),
        can_ask=True,
        sign_in=True,
    )
    return page(request, "acceptance/ended.html", context, status=410)


def show_asked(request: HttpRequest) -> HttpResponse:
    """What is said to everybody who asks for a new link."""
    context = EndedContext(
        heading=gettext("Thank you"),
        words=gettext(
            "If this link was an invitation, the person who sent it has been told. A new link "
            "comes by e-mail, to the invited address."
        ),
    )
    return page(request, "acceptance/ended.html", context)


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
        heading=gettext("You declined the invitation"), words=words % {"inviter": inviter}
    )
    return page(request, "acceptance/ended.html", context)
