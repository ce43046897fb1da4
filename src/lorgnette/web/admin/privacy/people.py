"""Somebody by their address: whether they object, what there is of them, and their erasure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from lorgnette.activities.objecting import PersonMissing, objects, withdraw
from lorgnette.kernel.pagination import Page
from lorgnette.kernel.refusals import Refusal
from lorgnette.operations.erasing.begin import Found as Traces
from lorgnette.operations.erasing.begin import NobodyToErase, begin, look
from lorgnette.operations.erasing.receipts import Receipt, receipts
from lorgnette.web.admin.privacy.words import Counted, counted
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say

ROOM = "privacy"


@dataclass(frozen=True, slots=True)
class PeopleContext:
    """The context of `admin/privacy/people.html`; `errors` by the name of their field.

    `found` None: no address was asked for, or none that is one.
    """

    address: str
    found: Traces | None
    counts: Sequence[Counted]
    errors: dict[str, str]
    typed: str
    reason: str
    receipts: Page[Receipt]
    tab: str = "people"


@dataclass(frozen=True, slots=True)
class _Asked:
    address: str = ""
    typed: str = ""
    reason: str = ""
    cursor: str = ""
    errors: dict[str, str] = field(default_factory=dict)


@administrator
@require_safe
def privacy(request: AdministratorRequest) -> HttpResponse:
    """Whoever has the address that is asked for, and the receipts."""
    asked = _Asked(request.GET.get("address", ""), cursor=request.GET.get("cursor", ""))
    return _show(request, asked)


@administrator
@require_POST
def erase(request: AdministratorRequest) -> HttpResponse:
    """Begins an erasure, once the address is typed."""
    given = {name: request.POST.get(name, "") for name in ("address", "typed", "reason")}
    try:
        ref = begin(request.actor, given["address"], typed=given["typed"], reason=given["reason"])
    except NobodyToErase as refusal:
        return _show(request, _Asked(given["address"], errors={"": say(refusal)}), status=404)
    except Refusal as refusal:
        errors = {refusal.field or "": say(refusal)}
        return _show(request, _Asked(**given, errors=errors), status=422)
    messages.success(request, gettext("Nobody sees this person any more. The rest is deleted now."))
    return redirect("privacy_receipt", ref)


@administrator
@require_POST
def objection(request: AdministratorRequest, ref: str) -> HttpResponse:
    """`do` is object or withdraw."""
    try:
        if request.POST.get("do") == "withdraw":
            withdraw(request.actor, ref)
            words = gettext("The objection is taken back. What is stored counts again.")
        else:
            count = objects(request.actor, ref, reason=request.POST.get("reason", "")[:400])
            words = ngettext(
                "%(count)s person is not watched any more.",
                "%(count)s people are not watched any more.",
                count,
            ) % {"count": count}
    except PersonMissing as missing:
        raise Http404 from missing
    messages.success(request, words)
    back = urlencode({"address": request.POST.get("address", "")})
    return redirect(f"{reverse('privacy')}?{back}")


def _show(request: AdministratorRequest, asked: _Asked, *, status: int = 200) -> HttpResponse:
    found, errors = None, dict(asked.errors)
    if asked.address:
        try:
            found = look(asked.address)
        except Refusal as refusal:
            errors["address"] = say(refusal)
            status = max(status, 422)
    context = PeopleContext(
        address=asked.address,
        found=found,
        counts=counted(found.counts) if found else [],
        errors=errors,
        typed=asked.typed,
        reason=asked.reason,
        receipts=receipts(asked.cursor),
    )
    return page(request, "admin/privacy/people.html", context, room=ROOM, status=status)
