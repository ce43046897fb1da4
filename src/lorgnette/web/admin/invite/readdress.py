"""Fixes the address of somebody whose mail did not arrive, and sends the invitation there."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.invitations.amend import MemberMissing
from lorgnette.invitations.edit import Changes, edit
from lorgnette.invitations.roster import MemberSheet, member
from lorgnette.kernel.refusals import Refusal
from lorgnette.web import replies
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say


@dataclass(frozen=True, slots=True)
class ReaddressContext:
    """The context of `admin/invite/readdress.html`; `reply` is why the mail did not arrive."""

    sheet: MemberSheet
    batch_ref: str
    reply: str
    typed: str
    error: str
    problem: str


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def batch_address(request: AdministratorRequest, batch_ref: str, member_ref: str) -> HttpResponse:
    """GET asks for the right address; POST moves the invitation there under a new link."""
    sheet = _sheet(batch_ref, member_ref)
    if request.method != "POST":
        return _asked(request, sheet, batch_ref, sheet.line.address)
    typed = request.POST.get("address", "").strip()[:400]
    try:
        edit(member_ref, request.actor, Changes(address=typed, mail=True))
    except Refusal as refusal:
        return _asked(request, sheet, batch_ref, typed, refusal)
    words = gettext("A new link is on its way to %(address)s; the old one is dead.")
    messages.success(request, words % {"address": typed})
    return redirect("batch", batch_ref)


def _sheet(batch_ref: str, member_ref: str) -> MemberSheet:
    """The person, as far as this batch invited them last."""
    try:
        sheet = member(member_ref)
    except MemberMissing as missing:
        raise Http404 from missing
    if sheet.batch_ref != batch_ref:
        raise Http404
    return sheet


def _asked(
    request: AdministratorRequest,
    sheet: MemberSheet,
    batch_ref: str,
    typed: str,
    refusal: Refusal | None = None,
) -> HttpResponse:
    words = say(refusal) if refusal else ""
    beside = refusal is not None and refusal.field == "address"
    context = ReaddressContext(
        sheet=sheet,
        batch_ref=batch_ref,
        reply=replies.in_words(sheet.mail_reply_code, sheet.mail_reply),
        typed=typed,
        error=words if beside else "",
        problem="" if beside else words,
    )
    status = refusal.status if refusal else 200
    template = "admin/invite/readdress.html"
    return page(request, template, context, room="users_roles", status=status)
