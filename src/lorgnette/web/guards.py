"""Who may come in: small decorators that hand a richer request to the view."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from lorgnette.access.policy import NoAccess, Viewer, viewer_for
from lorgnette.kernel.actor import Actor
from lorgnette.users.actors import actor_of
from lorgnette.users.seen import touch
from lorgnette.web.signin.ended import no_access
from lorgnette.web.signin.visitor import agent, client_ip
from lorgnette.web.stand_in import stand_in

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """The request of somebody who has signed in."""

    actor: Actor
    member_ref: str


class AdministratorRequest(SignedInRequest):
    """The request of an administrator."""


class ViewerRequest(SignedInRequest):
    """The request of somebody who may see Account Insight."""

    viewer: Viewer


Open = Callable[Concatenate[HttpRequest, P], HttpResponse]


def signed_in(view: Callable[Concatenate[SignedInRequest, P], HttpResponse]) -> Open[P]:
    """Strangers sign in first and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return _to_sign_in(request) or _personal(view(_known(request), *args, **kwargs))

    return guarded


def administrator(view: Callable[Concatenate[AdministratorRequest, P], HttpResponse]) -> Open[P]:
    """For a sales user there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        stranger = _to_sign_in(request)
        if stranger:
            return stranger
        if not request.user.is_administrator:  # type: ignore[union-attr]
            raise Http404
        known = cast(AdministratorRequest, _known(request))
        return _personal(view(known, *args, **kwargs))

    return guarded


def viewer(view: Callable[Concatenate[ViewerRequest, P], HttpResponse]) -> Open[P]:
    """Asks the policy at every request; who is out learns why.

    An administrator may look as somebody else; then nothing can be changed.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        stranger = _to_sign_in(request)
        if stranger:
            return stranger
        known = cast(ViewerRequest, _known(request))
        try:
            seen = stand_in(known, known.actor) or viewer_for(
                request.user,  # type: ignore[arg-type]
                ip=known.actor.ip,
                agent=known.actor.agent,
            )
        except NoAccess as refusal:
            # A page that was open is shown anew, so that it says why.
            return _personal(no_access(known, refusal), HX_Refresh="true")
        if isinstance(seen, HttpResponse):
            return _personal(seen)
        known.viewer = seen
        return _personal(view(known, *args, **kwargs))

    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponse | None:
    if request.user.is_authenticated:
        return None
    if "HX-Request" in request.headers:
        # A fragment asks: the whole page goes to the sign-in and comes back to what it showed.
        there = urlsplit(request.headers.get("HX-Current-URL", ""))
        shown = urlunsplit(("", "", there.path, there.query, "")) or reverse("home")
        back = redirect_to_login(shown, reverse("account_login"))
        return _personal(HttpResponse(status=204, headers={"HX-Redirect": back.url}))
    back_to = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("home")
    return _personal(redirect_to_login(back_to, reverse("account_login")))


def _known(request: HttpRequest) -> SignedInRequest:
    """Call it for a signed-in user alone."""
    known, user = cast(SignedInRequest, request), request.user
    if user.is_authenticated:
        known.actor = actor_of(user, ip=client_ip(request), agent=agent(request))
        known.member_ref = known.actor.ref
        touch(user)
    return known


def _personal(response: HttpResponse, **headers: str) -> HttpResponse:
    """Nothing personal stays in a cache, the browser's own included."""
    add_never_cache_headers(response)
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response
