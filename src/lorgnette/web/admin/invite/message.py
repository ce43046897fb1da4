"""Step 3: what they will read, and how it will look."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lorgnette.invitations import candidates, draft
from lorgnette.invitations.answers import Answers
from lorgnette.invitations.recipients import NobodyInvitable
from lorgnette.kernel.refusals import Refusal
from lorgnette.mail import sender_check
from lorgnette.mail.route import leaves
from lorgnette.web.admin.invite import editor, previews
from lorgnette.web.admin.invite.drafts import Wizard, wizard
from lorgnette.web.admin.invite.editor import Editor
from lorgnette.web.admin.invite.errors import Errors, errors_of
from lorgnette.web.admin.invite.previews import Live, Preview
from lorgnette.web.admin.invite.steps import MESSAGE, Step, steps
from lorgnette.web.admin.invite.summary import Summary, summary
from lorgnette.web.guards import AdministratorRequest
from lorgnette.web.pages import page

# Where a part of the page was asked for, the refusals still come beside their fields.
WHOLE_FORM = {"HX-Retarget": "#wizard", "HX-Reselect": "#wizard", "HX-Reswap": "outerHTML"}


@dataclass(frozen=True, slots=True)
class MessageContext:
    """The context of `admin/invite/message.html`.

    `tested` says that a test has just left; `error_step` is the door of an earlier step that
    something is wrong with; `sender_worry` is unchecked or failing where receivers may not believe
    the sender; `mails` that any mail leaves at all.
    """

    draft_ref: str
    steps: list[Step]
    answers: Answers
    summary: Summary
    editors: list[Editor]
    preview: Preview
    own_address: str
    tested: bool
    errors: Errors
    error_step: str
    sender_worry: str
    mails: bool


@dataclass(frozen=True, slots=True)
class LiveContext:
    """The context of `admin/invite/live.html`, when it alone changes."""

    live: Live


@require_http_methods(["GET", "HEAD", "POST"])
@wizard
def message(request: AdministratorRequest, draft_: Wizard) -> HttpResponse:
    """Shows the step; a post keeps the texts, then goes where its button says."""
    if request.method != "POST":
        return _earlier_step(draft_) or step(request, draft_)
    pressed, kept = request.POST.get("do", ""), keep(request, draft_)
    if pressed == "back":
        return redirect("invite_permissions", draft_.ref)
    if not request.headers.get("HX-Request"):
        return redirect(address(request, draft_.ref))
    return step(request, kept) if pressed == "look" else _live(request, kept)


@require_safe
@wizard
def preview(request: AdministratorRequest, draft_: Wizard) -> HttpResponse:
    """The HTML alone, for the frame on the page, under a policy of its own."""
    wanted = previews.asked(request.GET, list(editor.LANGUAGES))
    try:
        rendered = draft.preview(
            draft_.answers, request.actor, wanted.recipient_ref, wanted.language
        )
    except NobodyInvitable as nobody:
        raise Http404 from nobody
    html = rendered.html.replace("<head>", '<head><base target="_blank">', 1)
    policy = {"Content-Security-Policy": previews.POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return HttpResponse(html, headers=policy)


def keep(request: AdministratorRequest, draft_: Wizard) -> Wizard:
    """The draft with the texts of the form; a button gives a language its standard text back."""
    letters = editor.letters_typed(request.POST, draft_.answers)
    pressed = request.POST.get("do", "")
    if pressed.startswith("standard:"):
        letters.pop(pressed.removeprefix("standard:"), None)
    return draft_.keep(letters=letters)


def step(
    request: AdministratorRequest,
    draft_: Wizard,
    refusals: Sequence[Refusal] = (),
    *,
    tested: bool = False,
) -> HttpResponse:
    """The page, with what is wrong beside each field."""
    answers = draft_.answers
    to = draft.recipients(answers, limit=candidates.AT_MOST)
    given = request.POST if request.method == "POST" else request.GET
    counts = editor.in_order(to.by_language)
    wanted = previews.asked(given, list(counts))
    errors = errors_of(refusals, editor.fields(counts))
    if errors.first:
        wanted = replace(wanted, language=errors.first.partition("_")[0])
    try:
        looked_at = previews.preview(draft_.ref, answers, request.actor, wanted, to.sample)
    except NobodyInvitable:
        return redirect("invite_people", draft_.ref)
    context = MessageContext(
        draft_ref=draft_.ref,
        steps=steps(draft_.ref, MESSAGE),
        answers=answers,
        summary=summary(answers, to),
        editors=editor.editors(answers, counts, errors),
        preview=looked_at,
        own_address=request.actor.address,
        tested=tested,
        errors=errors,
        error_step=_step_of(refusals),
        sender_worry=sender_check.worry(),
        mails=leaves(),
    )
    status = 422 if refusals else 200
    response = page(request, "admin/invite/message.html", context, status=status)
    if refusals:
        for name, value in WHOLE_FORM.items():
            response.headers[name] = value
    return response


def _live(request: AdministratorRequest, kept: Wizard) -> HttpResponse:
    wanted = previews.asked(request.POST, list(editor.LANGUAGES))
    try:
        live = previews.live(kept.ref, kept.answers, request.actor, wanted)
    except NobodyInvitable:
        return HttpResponse(status=204)
    return page(request, "admin/invite/live.html", LiveContext(live))


def address(request: AdministratorRequest, draft_ref: str) -> str:
    """The step as it was looked at: language, recipient and format stay."""
    looked_at = {k: request.POST[k] for k in ("language", "as", "view") if request.POST.get(k)}
    return f"{reverse('invite_message', args=[draft_ref])}?{urlencode(looked_at)}"


def _earlier_step(draft_: Wizard) -> HttpResponse | None:
    """Where an earlier step is unanswered, that step says so."""
    if draft.check_people(draft_.answers):
        return redirect("invite_people", draft_.ref)
    if draft.check_permissions(draft_.answers):
        return redirect("invite_permissions", draft_.ref)
    return None


def _step_of(refusals: Sequence[Refusal]) -> str:
    """The door of the first earlier step that something is wrong with."""
    fields = {refusal.field for refusal in refusals}
    if fields & {"crm_refs", "first_name", "last_name", "address", "last_day", "reason"}:
        return "invite_people"
    if fields & {"account_insight", "scope", "chosen_ref"}:
        return "invite_permissions"
    return ""
