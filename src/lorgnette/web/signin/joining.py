"""The link of somebody invited to administer: looking changes nothing, the button accepts."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lorgnette.kernel.refusals import Refusal
from lorgnette.users.actors import actor_of
from lorgnette.users.join_administrators import (
    JoinLinkDead,
    JoinLinkUnknown,
    JoinOffer,
    accept,
    look,
)
from lorgnette.users.language import choose_language
from lorgnette.users.members import by_ref
from lorgnette.users.passwords import LEAST, check_password_rules, hash_password
from lorgnette.web.acceptance.tongue import speak
from lorgnette.web.acceptance.unlisted import unlisted
from lorgnette.web.held_token import HeldToken
from lorgnette.web.pages import page, say
from lorgnette.web.reader import language
from lorgnette.web.signin.entry import enter
from lorgnette.web.signin.sessions import go_on
from lorgnette.web.signin.signing import sign_out
from lorgnette.web.signin.visitor import agent, client_ip

JOINING = HeldToken("lorgnette_joining", "/administrator-invitation/")


@dataclass(frozen=True, slots=True)
class JoinContext:
    """The context of `signin/joining.html`; without `offer` it says in `words` what happened.

    `way` is password (choose one), confirm (signed in as the invited person), sign_in (they have
    a sign-in) or switch (`other` is signed in).
    """

    offer: JoinOffer | None
    way: str = ""
    other: str = ""
    words: str = ""
    password_error: str = ""
    least_password: int = LEAST


@require_safe
@unlisted
def joining_link(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 (a view)
    """The token leaves the address bar; whether it is good is said on the page."""
    response = redirect("administrator_invitation")
    JOINING.hold(response, token)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@unlisted
def administrator_invitation(request: HttpRequest) -> HttpResponse:
    """GET shows what is offered, by whom and why; POST accepts."""
    token = JOINING.held(request)
    if not token:
        return _none_held(request)
    try:
        offer = look(token)
        speak(request, offer.language)
        if request.method == "POST":
            return _accepted(request, token, offer)
    except (JoinLinkUnknown, JoinLinkDead) as over:
        context = JoinContext(None, words=say(over))
        return page(request, "signin/joining.html", context, status=over.status)
    return _shown(request, offer)


@require_POST
@unlisted
def joining_switch(request: HttpRequest) -> HttpResponse:
    """Signs somebody else out, and comes back to the invitation."""
    sign_out(request)
    return redirect("administrator_invitation")


def _accepted(request: HttpRequest, token: str, offer: JoinOffer) -> HttpResponse:
    way = _way(request, offer)
    try:
        if way == "password":
            return _with_password(request, token, offer)
        if way == "confirm":
            return _signed_in(request, token)
    except (JoinLinkUnknown, JoinLinkDead):
        raise
    except Refusal as refusal:
        return _shown(request, offer, password_error=say(refusal), status=refusal.status)
    # Signed in as another, or not at all: the page says so and offers the way.
    return _shown(request, offer, status=403)


def _with_password(request: HttpRequest, token: str, offer: JoinOffer) -> HttpResponse:
    """Hashes before the transaction of the verb begins; then signs the person in."""
    raw = request.POST.get("password", "")
    check_password_rules(raw, by_ref(offer.member_ref))
    ip, browser = client_ip(request), agent(request)
    user = accept(token, password_hash=hash_password(raw), ip=ip, agent=browser)
    # The language read on this page goes on, in mails too.
    choose_language(user, language(), actor_of(user, ip=ip, agent=browser))
    return enter(request, user, to=reverse("admin_users"))


def _signed_in(request: HttpRequest, token: str) -> HttpResponse:
    """This session goes on as an administrator's; all others of the person have ended."""
    user = accept(
        token,
        signed_in_user=request.user,  # type: ignore[arg-type]
        ip=client_ip(request),
        agent=agent(request),
    )
    go_on(request, user)
    return redirect("admin_users")


def _way(request: HttpRequest, offer: JoinOffer) -> str:
    if request.user.is_authenticated:
        is_invited = request.user.member.public_id == offer.member_ref
        return "confirm" if is_invited else "switch"
    return "sign_in" if offer.has_sign_in else "password"


def _shown(
    request: HttpRequest, offer: JoinOffer, *, password_error: str = "", status: int = 200
) -> HttpResponse:
    way = _way(request, offer)
    other = request.user.member.name if way == "switch" else ""  # type: ignore[union-attr]
    context = JoinContext(offer, way=way, other=other, password_error=password_error)
    return page(request, "signin/joining.html", context, status=status)


def _none_held(request: HttpRequest) -> HttpResponse:
    words = gettext(
        "This page is reached through the link in the invitation mail. For your safety it "
        "forgets the link after 30 minutes: open it again."
    )
    return page(request, "signin/joining.html", JoinContext(None, words=words), status=404)
