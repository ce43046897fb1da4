"""What waits for an answer: sent again, or taken back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.kernel.refusals import Refusal
from lorgnette.users import invite_administrator
from lorgnette.users.administrator_list import InvitedLine, list_invited
from lorgnette.users.members import MemberUnknown
from lorgnette.web.admin.users import views
from lorgnette.web.admin.users.asking import REVOKE, ask
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import say


@administrator
@require_POST
def resend(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """A new link by a new mail."""
    try:
        invite_administrator.resend(member_ref, request.actor)
    except MemberUnknown as unknown:
        raise Http404 from unknown
    except Refusal as refusal:
        return views.show(request, problem=say(refusal), status=refusal.status)
    messages.success(request, gettext("A new link is on its way. The one before no longer works."))
    return redirect("admin_users")


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """GET says what will happen; POST does it."""
    if request.method != "POST":
        line = _line(member_ref)
        return ask(request, REVOKE, line.ref, line.name)
    try:
        invite_administrator.revoke(member_ref, request.actor)
    except MemberUnknown as unknown:
        raise Http404 from unknown
    except Refusal as refusal:
        return views.show(request, problem=say(refusal), status=refusal.status)
    messages.success(request, gettext("The invitation is revoked. Its link no longer works."))
    return redirect("admin_users")


def _line(member_ref: str) -> InvitedLine:
    for line in list_invited():
        if line.ref == member_ref:
            return line
    raise Http404
