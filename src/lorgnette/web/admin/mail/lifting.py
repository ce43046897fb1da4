"""Takes an address off the list of those who are not invited: asked first, with a reason."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.kernel.refusals import Refusal
from lorgnette.mail import suppression
from lorgnette.mail.suppression import Suppression, SuppressionMissing
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say


@dataclass(frozen=True, slots=True)
class LiftContext:
    """The context of `admin/mail/lift.html`."""

    row: Suppression
    complained: bool
    reason: str
    error: str


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def mail_lift(request: AdministratorRequest, ref: str) -> HttpResponse:
    """GET asks; POST takes the address off, and the trail keeps who did and why."""
    try:
        row = suppression.one(ref)
        if request.method != "POST":
            return _asked(request, row)
        reason = request.POST.get("reason", "")
        suppression.lift(ref, request.actor, reason)
    except SuppressionMissing as missing:
        raise Http404 from missing
    except Refusal as refusal:
        return _asked(request, row, reason, refusal)
    words = gettext("%(address)s can be invited again.")
    messages.success(request, words % {"address": row.address_key})
    return redirect("mail")


def _asked(
    request: AdministratorRequest,
    row: Suppression,
    reason: str = "",
    refusal: Refusal | None = None,
) -> HttpResponse:
    context = LiftContext(
        row=row,
        complained=row.source == suppression.COMPLAINT,
        reason=reason,
        error=say(refusal) if refusal else "",
    )
    status = refusal.status if refusal else 200
    return page(request, "admin/mail/lift.html", context, room="mail", status=status)
