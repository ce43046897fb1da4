"""What machines did, apart from what people did, with the reason of each."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from lorgnette.insight.machined import MOST, machined
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.doing_lines import DoingLines, Here, doing_lines
from lorgnette.web.insight.figures import points
from lorgnette.web.pages import page

ROOM = "accounts"
# A ref and no more.
_MOST_REF = 20


@dataclass(frozen=True, slots=True)
class Hidden:
    """The context of `insight/_hidden.html`: how many are hidden, and where they are shown."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class MachinesContext:
    """The context of `insight/machines.html`."""

    name: str
    back: str
    doings: DoingLines
    is_older: bool
    latest_href: str


def hidden(count: int, **of: str) -> Hidden | None:
    """`of` an account or a person by its ref, or of all accounts; None where there are none."""
    if not count:
        return None
    number = points(min(count, MOST)) + ("+" if count > MOST else "")
    words = ngettext(
        "%(count)s activity by a machine is hidden",
        "%(count)s activities by machines are hidden",
        count,
    )
    href = reverse("machines") + (f"?{urlencode(of)}" if of else "")
    return Hidden(words % {"count": number}, href)


@require_safe
@viewer
@vary_on_headers("HX-Request")
def machines(request: ViewerRequest) -> HttpResponse:
    """Of an account, of a person, or at all accounts; for htmx, only what was before."""
    asked = request.GET
    account, person = asked.get("account", "")[:_MOST_REF], asked.get("person", "")[:_MOST_REF]
    cursor = asked.get("cursor", "")
    found = machined(request.viewer, account, person, asked.getlist("type"), cursor)
    if found is None:
        raise Http404
    of = {"account": account} if account else {"person": person} if person else {}
    here = Here(reverse("machines"), of)
    is_part = bool(request.headers.get("HX-Request") and cursor)
    lines = doing_lines(found.doings, here, after=asked.get("after", "") if is_part else "")
    if is_part:
        return page(request, "insight/_doings.html", lines)
    context = MachinesContext(
        name=found.name or gettext("Activity"),
        back=_back(account, person),
        doings=lines,
        is_older=bool(cursor),
        latest_href=here.at(found.doings.kinds),
    )
    return page(request, "insight/machines.html", context, room=ROOM)


def _back(account: str, person: str) -> str:
    if account:
        return reverse("account", args=[account])
    return reverse("person", args=[person]) if person else reverse("activity")
