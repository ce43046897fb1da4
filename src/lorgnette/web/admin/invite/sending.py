"""The test mail, and Send."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.invitations import draft
from lorgnette.invitations import send as sent
from lorgnette.invitations.recipients import NobodyInvitable
from lorgnette.invitations.trial import send_test
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.admin.invite import previews
from lorgnette.web.admin.invite.drafts import Wizard, to_batch, wizard
from lorgnette.web.admin.invite.message import address, keep, step
from lorgnette.web.guards import AdministratorRequest


@require_http_methods(["GET", "HEAD", "POST"])
@wizard
def test(request: AdministratorRequest, draft_: Wizard) -> HttpResponse:
    """Mails the text that is looked at to its writer, as the chosen recipient would get it."""
    if request.method != "POST":
        return redirect("invite_message", draft_.ref)
    kept = keep(request, draft_)
    wanted = previews.asked(request.POST, list(draft.letters_for(kept.answers)))
    try:
        send_test(kept.answers, request.actor, wanted.recipient_ref, wanted.language)
    except NobodyInvitable:
        return redirect("invite_people", draft_.ref)
    except Refusal as refusal:
        return step(request, kept, [refusal])
    if request.headers.get("HX-Request"):
        return step(request, kept, tested=True)
    words = gettext("A test is on its way to %(address)s. Its link opens nothing.")
    messages.success(request, words % {"address": request.actor.address})
    return redirect(address(request, draft_.ref))


@require_http_methods(["GET", "HEAD", "POST"])
@wizard
def send(request: AdministratorRequest, draft_: Wizard) -> HttpResponse:
    """Sends, or says everything that is wrong. Pressed twice, it leads to the same batch.

    Its address stays in the browser after a refusal: opened again, it shows the step.
    """
    if request.method != "POST":
        return redirect("invite_message", draft_.ref)
    kept = keep(request, draft_)
    try:
        return to_batch(request, sent.send(request.actor, draft_.ref))
    except sent.SendRefused as refused:
        return step(request, kept, refused.refusals)
