"""A former person again: restored as they were, or invited from the start."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.invitations import again as verb
from lorgnette.invitations import draft
from lorgnette.invitations.amend import MemberMissing
from lorgnette.invitations.roster import member
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.admin.sales_users.extending import chosen_day
from lorgnette.web.admin.sales_users.refusing import unknown_is_404
from lorgnette.web.admin.sales_users.sheet import Showing, show
from lorgnette.web.admin.sales_users.typed import Typed
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import say


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
@unknown_is_404
def again(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """Offers both; a post starts fresh: the wizard opens with this one person."""
    if request.method != "POST":
        return _ask(request, member_ref)
    try:
        answers = verb.start_fresh(member_ref, request.actor)
    except MemberMissing:
        raise
    except Refusal as refusal:
        return _refused(request, member_ref, refusal)
    ref = draft.start(request.user, **answers)  # type: ignore[arg-type]
    there = reverse("invite_people", args=[ref])
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(there)
    return HttpResponse(status=204, headers={"HX-Redirect": there})


@administrator
@require_POST
@unknown_is_404
def restore(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """As it was, at once."""
    typed = Typed(until=request.POST.get("until", ""), day=request.POST.get("day", ""))
    try:
        former = verb.choices(member_ref).former
        last_day = chosen_day(typed) if former and former.needs_day else None
        verb.restore(member_ref, last_day, request.actor)
    except MemberMissing:
        raise
    except Refusal as refusal:
        return _refused(request, member_ref, refusal, typed)
    name = member(member_ref).line.name
    told = gettext("The access of %(name)s is as it was.") % {"name": name}
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, told)
        return redirect("sales_user", member_ref)
    answer = show(request, member_ref, Showing(done=told))
    answer["HX-Trigger"] = "lg-roster-changed"
    return answer


def _ask(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    try:
        showing = Showing(asking="again", again=verb.choices(member_ref))
    except MemberMissing:
        raise
    except Refusal as refusal:
        return _refused(request, member_ref, refusal)
    return show(request, member_ref, showing)


def _refused(
    request: AdministratorRequest, member_ref: str, refusal: Refusal, typed: Typed | None = None
) -> HttpResponse:
    """Beside the day where it is about the day, else above the sheet."""
    status = 422 if request.htmx else refusal.status  # type: ignore[attr-defined]
    if typed and refusal.status == 422:
        wrong = Typed(typed.until, typed.day, error=say(refusal), field=refusal.field or "day")
        choices = verb.choices(member_ref)
        return show(request, member_ref, Showing("again", wrong, status=status, again=choices))
    return show(request, member_ref, Showing(problem=say(refusal), status=status))
