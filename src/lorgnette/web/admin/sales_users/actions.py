"""What an administrator does to one person: each a confirmation in words, then a POST."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.access import grants
from lorgnette.invitations import amend
from lorgnette.invitations.roster import MemberLine, member
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.admin.sales_users.extending import chosen_day
from lorgnette.web.admin.sales_users.refusing import unknown_is_404
from lorgnette.web.admin.sales_users.sheet import Showing, show
from lorgnette.web.admin.sales_users.typed import Typed
from lorgnette.web.admin.sales_users.wording import until_within
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import say

ask_or_do = require_http_methods(["GET", "HEAD", "POST"])
CHANGED = "lg-roster-changed"


@dataclass(frozen=True, slots=True)
class Deed:
    """An action: the verb to call, what to say after it, and the form it came from."""

    verb: Callable[[], object]
    done: Callable[[MemberLine], str]
    asking: str = ""
    typed: Typed = field(default_factory=Typed)


@administrator
@require_POST
@unknown_is_404
def resend(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """A new link; the old one dies."""
    deed = Deed(lambda: amend.resend(member_ref, request.actor), _resent)
    return _do(request, member_ref, deed)


@administrator
@ask_or_do
@unknown_is_404
def revoke(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """Takes back an invitation or an access."""
    if request.method != "POST":
        return show(request, member_ref, Showing(asking="revoke"))
    was = member(member_ref).line.status
    deed = Deed(
        lambda: amend.revoke(member_ref, request.actor),
        lambda line: _revoked(line, was),
        asking="revoke",
    )
    return _do(request, member_ref, deed)


@administrator
@ask_or_do
@unknown_is_404
def lock(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """Shuts the access until it is unlocked; ends open sessions."""
    if request.method != "POST":
        return show(request, member_ref, Showing(asking="lock"))
    reason = request.POST.get("reason", "").strip()[:200]
    deed = Deed(
        lambda: grants.lock(member_ref, reason, request.actor),
        _locked,
        asking="lock",
        typed=Typed(reason=reason),
    )
    return _do(request, member_ref, deed)


@administrator
@require_POST
@unknown_is_404
def unlock(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """Opens a locked access again."""
    deed = Deed(lambda: grants.unlock(member_ref, request.actor), _unlocked)
    return _do(request, member_ref, deed)


@administrator
@ask_or_do
@unknown_is_404
def extend(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """Another last day, or none."""
    if request.method != "POST":
        return show(request, member_ref, Showing(asking="extend"))
    typed = Typed(until=request.POST.get("until", ""), day=request.POST.get("day", ""))
    deed = Deed(
        lambda: grants.extend(member_ref, chosen_day(typed), request.actor),
        _extended,
        asking="extend",
        typed=typed,
    )
    return _do(request, member_ref, deed)


def _do(request: AdministratorRequest, member_ref: str, deed: Deed) -> HttpResponse:
    """Calls the verb; a refusal is shown where it was asked for, and nothing typed is lost."""
    try:
        deed.verb()
    except amend.MemberMissing:
        raise
    except Refusal as refusal:
        return _refused(request, member_ref, deed, refusal)
    done = deed.done(member(member_ref).line)
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, done)
        return redirect("sales_user", member_ref)
    answer = show(request, member_ref, Showing(done=done))
    answer["HX-Trigger"] = CHANGED
    return answer


def _refused(
    request: AdministratorRequest, member_ref: str, deed: Deed, refusal: Refusal
) -> HttpResponse:
    words, typed = say(refusal), deed.typed
    beside = deed.asking == "extend" and refusal.status == 422
    # htmx swaps a 422 and leaves other refusals alone.
    status = 422 if request.htmx else refusal.status  # type: ignore[attr-defined]
    if beside:
        typed = Typed(until=typed.until, day=typed.day, error=words, field=refusal.field or "day")
    showing = Showing(deed.asking, typed, problem="" if beside else words, status=status)
    return show(request, member_ref, showing)


def _resent(line: MemberLine) -> str:
    words = gettext("A new link is on its way to %(address)s. The one before no longer works.")
    return words % {"address": line.address}


def _revoked(line: MemberLine, was: str) -> str:
    if was in ("pending", "bounced"):
        words = gettext("The invitation of %(name)s is revoked. Its link no longer works.")
    else:
        words = gettext("The access of %(name)s is revoked, open sessions included.")
    return words % {"name": line.name}


def _locked(line: MemberLine) -> str:
    words = gettext("%(name)s is locked out until you unlock the access.")
    return words % {"name": line.name}


def _unlocked(line: MemberLine) -> str:
    return gettext("%(name)s can sign in and see accounts again.") % {"name": line.name}


def _extended(line: MemberLine) -> str:
    if line.last_day is None:
        return gettext("The access of %(name)s no longer ends.") % {"name": line.name}
    words = gettext("New end of the access of %(name)s: %(until)s.")
    return words % {"name": line.name, "until": until_within(line.last_day, line.zone)}
