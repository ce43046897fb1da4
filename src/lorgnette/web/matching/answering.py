"""Takes an answer that was posted, and tells what became of it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext

from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.matching import potential, review
from lorgnette.matching.review import Answered
from lorgnette.web.matching.cards import AnsweredContext, PersonContext, person_card
from lorgnette.web.moments import number
from lorgnette.web.pages import page, say
from lorgnette.web.reader import language

ALL = {"accept_all": True, "reject_all": False}


@dataclass(frozen=True, slots=True)
class Place:
    """The page that is answered on: where it posts to, where its list is, its one account."""

    post_url: str
    list_url: str
    account_id: int | None = None


def take(request: HttpRequest, actor: Actor, account_ref: str, place: Place) -> HttpResponse:
    """The answer of the form, about `account_ref`.

    For htmx a fragment in the person's place, else back to the list with a message.
    """
    do, person_ref = request.POST.get("do", ""), request.POST.get("person", "")
    if do in ALL:
        return _all(request, actor, account_ref, place, accept=ALL[do])
    if do not in ("accept", "reject", "undo"):
        raise Http404
    try:
        answered = _one(actor, person_ref, account_ref, do)
    except review.PersonUnknown:
        raise Http404 from None
    except Refusal as refusal:
        return _refused(request, refusal, place)
    if request.headers.get("HX-Request"):
        return _in_place(request, answered, place)
    messages.success(request, told(answered))
    return _back(request, place)


def _one(actor: Actor, person_ref: str, account_ref: str, do: str) -> Answered:
    if do == "undo":
        return review.undo(person_ref, account_ref, actor)
    return review.answer(person_ref, account_ref, actor, accept=do == "accept")


def _in_place(request: HttpRequest, answered: Answered, place: Place) -> HttpResponse:
    """The person's other accounts, if somebody still asks, else what became of them."""
    again = (
        None if answered.accepted else potential.of_person(answered.person_ref, place.account_id)
    )
    if again is None:
        shown = AnsweredContext(answered, place.post_url)
        return page(request, "matching/_answered.html", shown)
    about_one = place.account_id is not None
    card = PersonContext(person_card(again), place.post_url, links_accounts=not about_one)
    return page(request, "matching/_person.html", card)


def told(answered: Answered) -> str:
    """What holds now, as a sentence."""
    sentence = {
        True: gettext("%(person)s belongs to “%(account)s”."),
        False: gettext("%(person)s does not belong to “%(account)s”."),
        None: gettext("The answer about %(person)s and “%(account)s” was taken back."),
    }[answered.accepted]
    return sentence % {"person": answered.person_name, "account": answered.account_name}


def _all(
    request: HttpRequest, actor: Actor, account_ref: str, place: Place, *, accept: bool
) -> HttpResponse:
    like = request.POST.get("alike", "")
    count = review.answer_alike(account_ref, like, actor, accept=accept)
    sentence = (
        ngettext("Accepted for %(count)s person.", "Accepted for %(count)s people.", count)
        if accept
        else ngettext("Rejected for %(count)s person.", "Rejected for %(count)s people.", count)
    )
    messages.success(request, sentence % {"count": number(count, language())})
    return _back(request, place)


def _refused(request: HttpRequest, refusal: Refusal, place: Place) -> HttpResponse:
    messages.warning(request, say(refusal))
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return _back(request, place)


def _back(request: HttpRequest, place: Place) -> HttpResponse:
    """To the list as it was asked for."""
    there = request.POST.get("back", "")
    safe = there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return HttpResponseRedirect(there if safe else place.list_url)
