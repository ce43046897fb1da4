"""The one-time link of an administrator: looking at it changes nothing, the button uses it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lorgnette.kernel.refusals import Refusal
from lorgnette.users.one_time import OpenedLink, open_link, use_link
from lorgnette.users.passwords import LEAST
from lorgnette.web.pages import page, say
from lorgnette.web.signin.entry import enter
from lorgnette.web.signin.visitor import agent, client_ip


@dataclass(frozen=True, slots=True)
class LinkContext:
    """The context of `signin/one_time.html`; without `link` it says in `words` what happened."""

    link: OpenedLink | None
    words: str = ""
    password_error: str = ""
    least_password: int = LEAST


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@never_cache
def administrator_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what the link does; POST signs in, or sets the first password and signs in."""
    try:
        link = open_link(token)
        if request.method != "POST":
            return page(request, "signin/one_time.html", LinkContext(link))
        password = request.POST.get("password")
        user = use_link(token, password, ip=client_ip(request), agent=agent(request))
    except Refusal as refusal:
        if refusal.field:
            context = LinkContext(link, password_error=say(refusal))
        else:
            context = LinkContext(None, words=say(refusal))
        return page(request, "signin/one_time.html", context, status=refusal.status)
    return enter(request, user)
