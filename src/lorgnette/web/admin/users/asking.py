"""The question before an invitation is revoked or an administrator is removed."""

from dataclasses import dataclass

from django.http import HttpResponse

from lorgnette.web.guards import AdministratorRequest
from lorgnette.web.pages import page

REVOKE, REMOVE = "revoke", "remove"


@dataclass(frozen=True, slots=True)
class AskContext:
    """The context of `admin/users/ask.html`; `deed` is revoke or remove.

    `is_self` says that it is about the reader, `problem` why it cannot be done, or "".
    """

    deed: str
    ref: str
    name: str
    is_self: bool
    problem: str


def ask(
    request: AdministratorRequest,
    deed: str,
    member_ref: str,
    name: str,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page that says what will happen, and has the button."""
    context = AskContext(deed, member_ref, name, member_ref == request.member_ref, problem)
    return page(request, "admin/users/ask.html", context, room="users_roles", status=status)
