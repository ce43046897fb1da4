"""The page that makes a link to hand over: it asks first, and shows the link once."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from lorgnette.invitations.hand_over import HandedOver, hand_over
from lorgnette.invitations.roster import MemberLine, member
from lorgnette.kernel.refusals import Refusal
from lorgnette.mail.route import leaves
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
