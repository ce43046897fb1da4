"""The pages that make a link to hand over: they ask first, and show the link once."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from lorgnette.invitations.hand_over import HandedOver, hand_over
from lorgnette.invitations.roster import MemberLine, member
from lorgnette.kernel.refusals import Refusal
from lorgnette.mail.route import leaves
from lorgnette.users.hand_over_reset import ResetLink, can_hand_over, hand_over_reset
from lorgnette.web.admin.sales_users.actions import ask_or_do
from lorgnette.web.admin.sales_users.refusing import unknown_is_404
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say


@dataclass(frozen=True, slots=True)
class LinkContext:
    """The context of `admin/sales_users/link.html`; `made` is null while it asks.

    `mails` says whether this installation sends mail at all.
    """

    line: MemberLine
    link_ends_at: datetime | None
    made: HandedOver | None
    mails: bool
    can: bool
    problem: str


@dataclass(frozen=True, slots=True)
class ResetContext:
    """The context of `admin/sales_users/reset.html`, as `LinkContext`."""

    line: MemberLine
    made: ResetLink | None
    mails: bool
    can: bool
    problem: str


@administrator
@ask_or_do
@unknown_is_404
def link(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """Asks, with what becomes of the link before; a post shows the new one, once."""
    made, problem = None, ""
    if request.method == "POST":
        try:
            made = hand_over(member_ref, request.actor)
        except Refusal as refusal:
            problem = say(refusal)
    sheet = member(member_ref)
    context = LinkContext(
        line=sheet.line,
        link_ends_at=sheet.link_ends_at,
        made=made,
        mails=leaves(),
        can=sheet.can_resend,
        problem=problem,
    )
    status = 409 if problem else 200
    return page(request, "admin/sales_users/link.html", context, room="users_roles", status=status)


@administrator
@ask_or_do
@unknown_is_404
def reset(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """Asks; a post shows a link to a new password, once."""
    line, made, problem = member(member_ref).line, None, ""
    if request.method == "POST":
        try:
            made = hand_over_reset(member_ref, request.actor)
        except Refusal as refusal:
            problem = say(refusal)
    context = ResetContext(line, made, leaves(), can_hand_over(member_ref), problem)
    status = 409 if problem else 200
    return page(request, "admin/sales_users/reset.html", context, room="users_roles", status=status)
