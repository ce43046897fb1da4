"""Removing an administrator: asked first, and never the last one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.users import remove_administrator
from lorgnette.users.administrators import AdministratorLine, list_administrators
from lorgnette.users.remove_administrator import LastAdministrator, NoSuchAdministrator, is_last
from lorgnette.web.admin.users.asking import REMOVE, ask
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import say


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """GET says what will happen, or why it cannot; POST does it."""
    line = _line(member_ref)
    if request.method != "POST":
        last = LastAdministrator(name=line.name) if is_last(member_ref) else None
        return ask(request, REMOVE, line.ref, line.name, problem=say(last) if last else "")
    try:
        remove_administrator.remove(member_ref, request.actor)
    except NoSuchAdministrator as gone:
        raise Http404 from gone
    except LastAdministrator as last:
        return ask(
            request, REMOVE, line.ref, line.name, problem=say(last), status=LastAdministrator.status
        )
    words = gettext("%(name)s no longer administers Lorgnette. Every administrator is told.")
    messages.success(request, words % {"name": line.name})
    return redirect("home" if member_ref == request.member_ref else "admin_users")


def _line(member_ref: str) -> AdministratorLine:
    for line in list_administrators():
        if line.ref == member_ref:
            return line
    raise Http404
