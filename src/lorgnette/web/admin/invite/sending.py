"""The test mail, and Send."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.audit.record import record
from lorgnette.invitations import draft
from lorgnette.invitations import send as sent
from lorgnette.invitations.recipients import NobodyInvitable
from lorgnette.kernel.refusals import Refusal
from lorgnette.mail.letters import Letter, check_letter
from lorgnette.mail.probe import send_test
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
    letters = draft.letters_for(kept.answers)
    wanted = previews.asked(request.POST, list(letters))
    try:
        _test(request, kept, wanted, letters.get(wanted.language, Letter("", "")))
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


def _test(
    request: AdministratorRequest, kept: Wizard, wanted: previews.Asked, letter: Letter
) -> None:
    actor = request.actor
    check_letter(letter, f"{wanted.language}_")
    values = draft.values_for(kept.answers, actor, wanted.recipient_ref)
    with transaction.atomic():
        send_test(letter, wanted.language, values, actor)
        record(
            "draft.test_sent",
            actor,
            subject_kind="member",
            subject_ref=actor.ref,
            personal={"address": actor.address},
        )
