"""One account list: what is on it, by hand or by filters, and what becomes of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.insight.lists import keeping
from lorgnette.insight.lists.holding import List, list_of, ranked_on
from lorgnette.insight.lists.pasting import ADDED, ALREADY, Pasted, paste
from lorgnette.insight.lists.whose import NotThere, may_share
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.asking import Asked
from lorgnette.web.insight.figures import points
from lorgnette.web.insight.listing import Row, row_in_words
from lorgnette.web.insight.narrowed import followed, gone, how_many
from lorgnette.web.pages import page, say

# So many rows of what was pasted are shown.
MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A row that was pasted, and what became of it."""

    line: str
    shown: str
    words: str
    is_ok: bool


@dataclass(frozen=True, slots=True)
class PastedWords:
    """What became of all rows, and the first of them."""

    words: str
    lines: Sequence[PastedLine]


@dataclass(frozen=True, slots=True)
class ListContext:
    """The context of `insight/list.html`; `error` stands beside `error_field`."""

    ref: str
    name: str
    is_shared: bool
    can_change: bool
    may_share: bool
    follows: Sequence[str] | None
    gone: Sequence[str]
    number: str
    rows: Sequence[Row]
    here: str
    in_accounts: str
    export_href: str
    next_href: str
    previous_href: str
    pasted: PastedWords | None
    typed: Mapping[str, str]
    error: str
    error_field: str


@viewer
@require_http_methods(["GET", "HEAD", "POST"])
def account_list(request: ViewerRequest, list_ref: str) -> HttpResponse:
    """POST puts what is pasted on it, and says of each row what became of it."""
    found = list_of(request.viewer, list_ref)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _show(request, found)
    try:
        told = paste(request.viewer, list_ref, request.POST.get("pasted", ""))
    except Refusal as refusal:
        return _show(request, found, refusal=refusal)
    return _show(request, list_of(request.viewer, list_ref) or found, told)


@viewer
@require_POST
def list_change(request: ViewerRequest, list_ref: str) -> HttpResponse:
    """Does with the list what `do` says."""
    try:
        return redirect(_changed(request, list_ref, request.POST.get("do", "")))
    except NotThere:
        raise Http404 from None
    except Refusal as refusal:
        found = list_of(request.viewer, list_ref)
        if found is None:
            messages.warning(request, say(refusal))
            return redirect("account_lists")
        return _show(request, found, refusal=refusal)


def _changed(request: ViewerRequest, ref: str, do: str) -> str:
    """Where to go on."""
    there = reverse("account_list", args=[ref])
    if do == "delete":
        keeping.delete(request.viewer, ref)
        return f"{reverse('account_lists')}?{urlencode({'deleted': ref})}"
    deed = _DEEDS.get(do)
    if deed:
        deed(request, ref)
    return request.POST.get("back") == "account" and _account(request) or there


def _account(request: ViewerRequest) -> str:
    return reverse("account", args=[request.POST.get("account", "x")])


def _rename(request: ViewerRequest, ref: str) -> None:
    keeping.rename(request.viewer, ref, request.POST.get("name", ""))
    messages.success(request, gettext("The list has a new name."))


def _share(request: ViewerRequest, ref: str) -> None:
    keeping.share(request.viewer, ref, shared=True)
    messages.success(request, gettext("Everybody has this list now."))


def _unshare(request: ViewerRequest, ref: str) -> None:
    keeping.share(request.viewer, ref, shared=False)
    messages.success(request, gettext("The list is yours alone now."))


def _remove(request: ViewerRequest, ref: str) -> None:
    number = keeping.remove(request.viewer, ref, request.POST.getlist("account"))
    words = ngettext(
        "%(count)s account was taken off the list.",
        "%(count)s accounts were taken off the list.",
        number,
    )
    messages.success(request, words % {"count": points(number)})


def _bring_back(request: ViewerRequest, ref: str) -> None:
    keeping.bring_back(request.viewer, ref)
    messages.success(request, gettext("The list is back."))


_DEEDS: Mapping[str, Callable[[ViewerRequest, str], None]] = {
    "rename": _rename,
    "share": _share,
    "unshare": _unshare,
    "remove": _remove,
    "bring_back": _bring_back,
}


def _show(
    request: ViewerRequest,
    found: List,
    told: Sequence[Pasted] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    here, ranked = reverse("account_list", args=[found.ref]), Asked().href(list=found.ref)
    rows = ranked_on(request.viewer, found.ref, request.GET.get("cursor", ""))
    if refusal and not refusal.field:
        messages.warning(request, say(refusal))
    context = ListContext(
        ref=found.ref,
        name=found.name,
        is_shared=found.is_shared,
        can_change=found.can_change,
        may_share=may_share(request.viewer),
        follows=followed(found.follows) if found.follows else None,
        gone=gone(found.follows) if found.follows else (),
        number=how_many(found.number),
        rows=[row_in_words(account) for account in rows.rows],
        here=here,
        in_accounts=ranked,
        export_href=f"{reverse('accounts_csv')}?{urlencode({'list': found.ref})}",
        next_href=_at(here, rows.next),
        previous_href=_at(here, rows.previous),
        pasted=None if told is None else _pasted(told),
        typed={name: request.POST.get(name, "") for name in ("name", "pasted")},
        error=say(refusal) if refusal and refusal.field else "",
        error_field=(refusal.field or "") if refusal else "",
    )
    status = refusal.status if refusal else 200
    return page(request, "insight/list.html", context, room="accounts", status=status)


def _pasted(told: Sequence[Pasted]) -> PastedWords:
    added = sum(one.outcome == ADDED for one in told)
    words = ngettext(
        "%(added)s of %(rows)s row put accounts on the list.",
        "%(added)s of %(rows)s rows put accounts on the list.",
        len(told),
    )
    return PastedWords(
        words=words % {"added": points(added), "rows": points(len(told))},
        lines=[_line(one) for one in told[:MOST_SHOWN]],
    )


def _line(one: Pasted) -> PastedLine:
    names = ", ".join(one.accounts)
    words = gettext("No account of yours has this domain or CRM id.")
    if one.outcome == ADDED:
        words = gettext("Added: %(names)s") % {"names": names}
    if one.outcome == ALREADY:
        words = gettext("On the list already: %(names)s") % {"names": names}
    return PastedLine(points(one.line), one.shown, words, is_ok=bool(one.accounts))


def _at(here: str, cursor: str) -> str:
    return f"{here}?{urlencode({'cursor': cursor})}" if cursor else ""
