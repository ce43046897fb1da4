"""What an invitation says of itself before somebody accepts it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext

from lorgnette.invitations.accept import Offer
from lorgnette.mail.dates import place
from lorgnette.users.passwords import LEAST
from lorgnette.web import moments
from lorgnette.web.pages import page
from lorgnette.web.reader import language


@dataclass(frozen=True, slots=True)
class OfferContext:
    """The context of `acceptance/offer.html`.

    `way` says how it can be accepted: `password` (choose one), `confirm` (signed in as the
    invited person), `sign_in` (they have a sign-in) or `switch` (`other` is signed in).
    """

    offer: Offer
    way: str
    other: str
    sees: str
    until: str
    least: int
    problem: str
    password_problem: str


def show_offer(
    request: HttpRequest,
    offer: Offer,
    *,
    problem: str = "",
    password_problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a good invitation; `status` is that of the refusal it shows, if any."""
    way = way_of(request, offer)
    context = OfferContext(
        offer=offer,
        way=way,
        other=request.user.member.name if way == "switch" else "",  # type: ignore[union-attr]
        sees=_sees(offer),
        until=_until(offer),
        least=LEAST,
        problem=problem,
        password_problem=password_problem,
    )
    return page(request, "acceptance/offer.html", context, status=status)


def way_of(request: HttpRequest, offer: Offer) -> str:
    """How this visitor can accept this offer."""
    if request.user.is_authenticated:
        is_invited = request.user.member.public_id == offer.member_ref
        return "confirm" if is_invited else "switch"
    return "sign_in" if offer.has_user else "password"


def _sees(offer: Offer) -> str:
    if offer.scope == "all":
        return gettext("All accounts")
    if not offer.accounts:
        return gettext("No accounts yet; they appear as soon as the CRM names some as yours")
    if offer.scope == "reports":
        words = ngettext(
            "%(count)s account, your own or of somebody who reports to you",
            "%(count)s accounts, your own and of those who report to you",
            offer.accounts,
        )
    elif offer.scope == "chosen":
        words = ngettext(
            "%(count)s account that was chosen for you",
            "%(count)s accounts that were chosen for you",
            offer.accounts,
        )
    else:
        words = ngettext(
            "%(count)s account, your own or your team’s",
            "%(count)s accounts, your own and your team’s",
            offer.accounts,
        )
    return words % {"count": moments.number(offer.accounts, language())}


def _until(offer: Offer) -> str:
    if offer.last_day is None:
        return gettext("No end is set")
    words = gettext("%(day)s, 23:59:59 (%(place)s)")
    day = moments.long_day(offer.last_day, language())
    return words % {"day": day, "place": place(offer.zone, language())}
