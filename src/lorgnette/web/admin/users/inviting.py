"""Inviting somebody to administer: name, address and why, on one page."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.kernel.addresses import Address, parse_address
from lorgnette.kernel.names import clean_name
from lorgnette.kernel.refusals import Refusal
from lorgnette.users.administrators import list_administrators
from lorgnette.users.invite_administrator import LONGEST_REASON, checked_reason, invite
from lorgnette.users.roles import administrator_may
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say
from lorgnette.workspace.settings import current

FIELDS = ("first_name", "last_name", "address", "reason")
LONGEST = {"first_name": 200, "last_name": 200, "address": 320, "reason": LONGEST_REASON + 100}


@dataclass(frozen=True, slots=True)
class InviteContext:
    """The context of `admin/users/invite.html`; `errors` holds words by field.

    `first` is the field that takes the focus; `told` is how many administrators get the news.
    """

    typed: dict[str, str]
    told: int
    may: list[str]
    link_days: int
    errors: dict[str, str] = field(default_factory=dict)
    first: str = FIELDS[0]
    problem: str = ""


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def invite_administrator(request: AdministratorRequest) -> HttpResponse:
    """GET asks; POST invites, or says beside each field what is wrong."""
    if request.method != "POST":
        return _form(request, dict.fromkeys(FIELDS, ""), [])
    typed = _typed(request.POST)
    try:
        address, first_name, last_name = _checked(typed)
        invite(address, first_name, last_name, typed["reason"], request.actor)
    except _Several as several:
        return _form(request, typed, several.refusals)
    except Refusal as refusal:
        return _form(request, typed, [refusal])
    words = gettext("The invitation is on its way to %(address)s. Every administrator is told.")
    messages.success(request, words % {"address": address.address})
    return redirect("admin_users")


class _Several(Exception):
    """All that is wrong with the form at once."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__()
        self.refusals = refusals


def _typed(post: QueryDict) -> dict[str, str]:
    return {name: post.get(name, "")[: LONGEST[name]] for name in FIELDS}


def _checked(typed: dict[str, str]) -> tuple[Address, str, str]:
    refusals: list[Refusal] = []
    found: dict[str, str] = {}
    address: Address | None = None
    for name in FIELDS:
        try:
            if name == "address":
                address = parse_address(typed[name], name)
            elif name == "reason":
                checked_reason(typed[name])
            else:
                found[name] = clean_name(typed[name], name)
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals or address is None:
        raise _Several(refusals)
    return address, found["first_name"], found["last_name"]


def _form(
    request: AdministratorRequest, typed: dict[str, str], refusals: list[Refusal]
) -> HttpResponse:
    errors = {one.field: say(one) for one in refusals if one.field in FIELDS}
    others = [say(one) for one in refusals if one.field not in FIELDS]
    context = InviteContext(
        typed=typed,
        told=len(list_administrators()),
        may=[gettext(sentence) for sentence in administrator_may()],
        link_days=current().link_days,
        errors={str(name): words for name, words in errors.items()},
        first=next((name for name in FIELDS if name in errors), FIELDS[0]),
        problem=" ".join(others),
    )
    status = refusals[0].status if refusals else 200
    return page(request, "admin/users/invite.html", context, room="users_roles", status=status)
