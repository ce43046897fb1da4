"""Step 2: what they will see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lorgnette.accounts.ownership import count_by_crm_user, count_visible
from lorgnette.directory.search import CrmFilter, matching
from lorgnette.invitations import candidates, draft
from lorgnette.invitations.answers import EMAIL, LIST, Answers
from lorgnette.invitations.recipients import Recipients
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.admin.invite.choice import clean
from lorgnette.web.admin.invite.drafts import Wizard, wizard
from lorgnette.web.admin.invite.errors import Errors, errors_of
from lorgnette.web.admin.invite.steps import PERMISSIONS, Step, steps
from lorgnette.web.admin.invite.summary import Summary, summary
from lorgnette.web.guards import AdministratorRequest
from lorgnette.web.pages import page

FIELDS = ("account_insight", "scope", "chosen_ref")
SCOPES = frozenset({"own", "reports", "all", "chosen"})
SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Seen:
    """How many accounts each recipient would see of their own: from `least` to `most`.

    `without` counts those who would see none; `people` how many there are.
    """

    people: int
    least: int
    most: int
    without: int


@dataclass(frozen=True, slots=True)
class CrmUserOption:
    """A CRM user whose accounts can be lent."""

    ref: str
    name: str
    side: str
    accounts: int


@dataclass(frozen=True, slots=True)
class PermissionsContext:
    """The context of `admin/invite/permissions.html`.

    `unmatched` says that an address typed in is no CRM user's; only then is there `options`.
    """

    draft_ref: str
    steps: list[Step]
    answers: Answers
    summary: Summary
    seen: Seen
    all_accounts: int
    unmatched: bool
    by_email: bool
    text: str
    options: list[CrmUserOption]
    errors: Errors


@dataclass(frozen=True, slots=True)
class OptionsContext:
    """The context of `admin/invite/crm_users.html`."""

    answers: Answers
    text: str
    options: list[CrmUserOption]


@require_http_methods(["GET", "HEAD", "POST"])
@wizard
def permissions(request: AdministratorRequest, draft_: Wizard) -> HttpResponse:
    """Shows the step; a post keeps every answer, then goes where its button says."""
    if request.method != "POST":
        return _first_or_page(request, draft_)
    kept = draft_.keep(**_changes(request.POST))
    pressed = request.POST.get("do", "")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    if pressed == "back":
        return redirect("invite_people", draft_.ref)
    if pressed == "search":
        query = urlencode({"q": clean(request.POST.get("q", ""))})
        return redirect(f"{reverse('invite_permissions', args=[draft_.ref])}?{query}")
    refusals = draft.check_permissions(kept.answers)
    if refusals:
        return _page(request, kept, refusals)
    return redirect("invite_message", draft_.ref)


@require_safe
@wizard
def crm_users(request: AdministratorRequest, draft_: Wizard) -> HttpResponse:
    """The CRM users that match, to choose whose accounts are lent."""
    text = clean(request.GET.get("q", ""))[:200]
    context = OptionsContext(draft_.answers, text, _options(text, draft_.answers))
    return page(request, "admin/invite/crm_users.html", context)


def _changes(post: QueryDict) -> dict[str, Any]:
    found: dict[str, Any] = {"account_insight": "account_insight" in post}
    if post.get("scope") in SCOPES:
        found["scope"] = post["scope"]
    if "chosen_ref" in post:
        found["chosen_ref"] = clean(post.get("chosen_ref", ""))[:20]
    return found


def _first_or_page(request: AdministratorRequest, draft_: Wizard) -> HttpResponse:
    """Without people there is nothing to permit: the first step says what is missing."""
    if draft.check_people(draft_.answers):
        return redirect("invite_people", draft_.ref)
    return _page(request, draft_)


def _page(
    request: AdministratorRequest, draft_: Wizard, refusals: Sequence[Refusal] = ()
) -> HttpResponse:
    answers = draft_.answers
    to = draft.recipients(replace(answers, scope="own"), limit=candidates.AT_MOST)
    by_email = answers.way in {EMAIL, LIST}
    unmatched = answers.way == EMAIL and not draft.has_crm_user(answers)
    text = clean(request.GET.get("q", "") or request.POST.get("q", ""))[:200]
    context = PermissionsContext(
        draft_ref=draft_.ref,
        steps=steps(draft_.ref, PERMISSIONS),
        answers=answers,
        summary=summary(answers, to),
        seen=_seen(to),
        all_accounts=count_visible(None),
        unmatched=unmatched,
        by_email=by_email,
        text=text,
        options=_options(text, answers) if by_email else [],
        errors=errors_of(refusals, FIELDS),
    )
    status = 422 if refusals else 200
    return page(request, "admin/invite/permissions.html", context, status=status)


def _seen(to: Recipients) -> Seen:
    counts = [recipient.accounts for recipient in to.sample] or [0]
    return Seen(to.total, min(counts), max(counts), counts.count(0))


def _options(text: str, answers: Answers) -> list[CrmUserOption]:
    """The one chosen, then the first that match by name."""
    found = matching(CrmFilter(text=text)).order_by("sort_key", "id")[:SUGGESTED]
    rows = [row for row in found if row.public_id != answers.chosen_ref]
    if answers.chosen_ref:
        rows = [*matching(CrmFilter()).filter(public_id=answers.chosen_ref), *rows]
    counts = count_by_crm_user([row.pk for row in rows])
    return [
        CrmUserOption(row.public_id, row.name, row.region or row.team, counts[row.pk])
        for row in rows
    ]
