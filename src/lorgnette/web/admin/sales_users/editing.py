"""Edits a pending invitation: typed, looked over with what it leads to, then saved."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.invitations import edit as verb
from lorgnette.invitations.amend import MemberMissing
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.admin.sales_users import form as forms
from lorgnette.web.admin.sales_users.form import Form
from lorgnette.web.admin.sales_users.refusing import unknown_is_404
from lorgnette.web.admin.sales_users.sheet import Showing, show
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import say

FIELDS = frozenset({"address", "first_name", "last_name", "until", "day", "scope", "chosen_ref"})


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
@unknown_is_404
def edit(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """A post looks over what was typed; with `do=save` it saves what was looked over."""
    try:
        now = verb.now(member_ref)
    except verb.NothingToEdit as nothing:
        return show(
            request, member_ref, Showing(problem=say(nothing), status=_status(request, 409))
        )
    if request.method != "POST":
        return _form(request, member_ref, forms.as_it_is(now))
    typed, pressed = forms.as_typed(now, request.POST), request.POST.get("do", "")
    if pressed in ("search", "back"):
        return _form(request, member_ref, typed)
    try:
        foreseen = verb.foresee(member_ref, typed.changes)
        if pressed != "save" or typed.token != forms.token(foreseen):
            return _review(request, member_ref, typed, foreseen)
        edited = verb.edit(member_ref, request.actor, typed.changes)
    except MemberMissing:
        raise
    except Refusal as refusal:
        return _refused(request, member_ref, typed, refusal)
    return _done(request, edited)


def _form(request: AdministratorRequest, member_ref: str, typed: Form) -> HttpResponse:
    status = 422 if typed.errors else 200
    return show(request, member_ref, Showing(asking="edit", form=typed, status=status))


def _review(
    request: AdministratorRequest, member_ref: str, typed: Form, foreseen: verb.Foreseen
) -> HttpResponse:
    looked_over = replace(
        typed,
        effects=forms.effects(foreseen),
        warnings=forms.warnings(foreseen),
        token=forms.token(foreseen),
    )
    return show(request, member_ref, Showing(asking="edit", form=looked_over))


def _refused(
    request: AdministratorRequest, member_ref: str, typed: Form, refusal: Refusal
) -> HttpResponse:
    beside = {"last_day": "day"}.get(refusal.field or "", refusal.field or "")
    name = beside if beside in FIELDS else "general"
    return _form(request, member_ref, replace(typed, errors={name: say(refusal)}))


def _done(request: AdministratorRequest, edited: verb.Edited) -> HttpResponse:
    told = (
        gettext("Saved. A new link is on its way; the one before no longer works.")
        if edited.message_ref
        else gettext("Saved. The link that is open offers this now.")
    )
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, told)
        return redirect("sales_user", edited.member_ref)
    answer = show(request, edited.member_ref, Showing(done=told))
    answer["HX-Trigger"] = "lg-roster-changed"
    answer["HX-Replace-Url"] = reverse("sales_user", args=[edited.member_ref])
    return answer


def _status(request: AdministratorRequest, status: int) -> int:
    """htmx swaps a 422 and leaves other refusals alone."""
    return 422 if request.htmx else status  # type: ignore[attr-defined]
