"""The invitation page: what is offered, and the click that accepts it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lorgnette.invitations.accept import (
    LinkDead,
    LinkUnknown,
    LinkUsed,
    Offer,
    accept,
    look,
)
from lorgnette.kernel.refusals import Refusal
from lorgnette.users.actors import actor_of
from lorgnette.users.language import choose_language
from lorgnette.users.members import by_ref
from lorgnette.users.passwords import check_password_rules, hash_password
from lorgnette.web.acceptance.ended import show_ended, show_none_held
from lorgnette.web.acceptance.held import accepted_here, held, remember_accepted
from lorgnette.web.acceptance.offered import show_offer, way_of
from lorgnette.web.acceptance.tongue import speak
from lorgnette.web.acceptance.unlisted import unlisted
from lorgnette.web.acceptance.visiting import visit
from lorgnette.web.pages import say
from lorgnette.web.reader import language
from lorgnette.web.signin.entry import enter
from lorgnette.web.signin.visitor import agent, client_ip


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@unlisted
def invitation(request: HttpRequest) -> HttpResponse:
    """GET shows the offer and notes that it was fetched; only POST accepts."""
    token = held(request)
    if not token:
        return show_none_held(request)
    try:
        offer = look(token)
    except (LinkUnknown, LinkDead) as dead:
        return _over(request, token, dead)
    speak(request, offer.language)
    if request.method == "POST":
        return _accept(request, token, offer)
    visit(request, token)
    return show_offer(request, offer)


def _accept(request: HttpRequest, token: str, offer: Offer) -> HttpResponse:
    way = way_of(request, offer)
    try:
        if way == "password":
            return _accept_with_password(request, token, offer)
        if way == "confirm":
            return _accept_signed_in(request, token)
    except (LinkUnknown, LinkDead) as dead:
        return _over(request, token, dead)
    except Refusal as refusal:
        return _refused(request, offer, refusal)
    # Signed in as another, or not at all: the page says so and offers the way.
    return show_offer(request, offer, status=403)


def _accept_with_password(request: HttpRequest, token: str, offer: Offer) -> HttpResponse:
    """Hashes before the transaction of the verb begins; then signs the person in."""
    raw = request.POST.get("password", "")
    check_password_rules(raw, by_ref(offer.member_ref))
    ip, browser = client_ip(request), agent(request)
    user = accept(token, password_hash=hash_password(raw), ip=ip, agent=browser)
    # The language read on this page goes on, in mails too.
    choose_language(user, language(), actor_of(user, ip=ip, agent=browser))
    response = enter(request, user, to=reverse("accounts"))
    remember_accepted(request, token)
    return response


def _accept_signed_in(request: HttpRequest, token: str) -> HttpResponse:
    accept(
        token,
        signed_in_user=request.user,  # type: ignore[arg-type]
        ip=client_ip(request),
        agent=agent(request),
    )
    remember_accepted(request, token)
    return redirect("accounts")


def _refused(request: HttpRequest, offer: Offer, refusal: Refusal) -> HttpResponse:
    """Beside the password where it belongs there; nothing is lost but the password."""
    words = say(refusal)
    if refusal.status == 422:
        return show_offer(request, offer, password_problem=words, status=422)
    return show_offer(request, offer, problem=words, status=refusal.status)


def _over(request: HttpRequest, token: str, refusal: Refusal) -> HttpResponse:
    """Who accepted it here and is still signed in goes on; others may ask for a new one."""
    if isinstance(refusal, LinkUsed) and accepted_here(request, token):
        return redirect("accounts")
    return show_ended(request)
