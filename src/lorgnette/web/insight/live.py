"""Whether an open page is still as it stands: asked every few seconds, answered in few queries."""

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from lorgnette.insight import live as reader
from lorgnette.insight.latest import MOST_NEW
from lorgnette.insight.live import News
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.figures import points

ACCOUNTS, ACCOUNT, FEED = "accounts", "account", "feed"


@dataclass(frozen=True, slots=True)
class Live:
    """What a page asks with: where, and from which mark on. Make it before the page is read."""

    href: str
    mark: str


@dataclass(frozen=True, slots=True)
class Told:
    """The answer as JSON. `words` are for the feed, "" elsewhere."""

    mark: str
    changed: bool
    words: str


def live_accounts() -> Live:
    """For a list of accounts."""
    return Live(_at(ACCOUNTS), reader.mark())


def live_account(ref: str) -> Live:
    """For the page of one account."""
    return Live(_at(ACCOUNT, ("ref", ref)), reader.mark())


def live_feed(days: int, kinds: list[str]) -> Live:
    """For the feed, narrowed as it is."""
    pairs = [("days", str(days)), *(("type", kind) for kind in kinds)]
    return Live(_at(FEED, *pairs), reader.feed_mark())


@require_safe
@viewer
def live(request: ViewerRequest) -> HttpResponse:
    """Status 204: nothing is new. 404: there is no such account for the viewer any more."""
    mark = request.GET.get("mark", "")
    news = _news(request, mark)
    if news is None:
        raise Http404
    if news.mark == mark and not news.changed:
        return HttpResponse(status=204)
    return JsonResponse(asdict(Told(news.mark, news.changed, _words(news.new))))


def _news(request: ViewerRequest, mark: str) -> News | None:
    what, days = request.GET.get("page", ""), request.GET.get("days", "")
    if what == ACCOUNT:
        return reader.of_account(request.viewer, request.GET.get("ref", ""), mark)
    if what == FEED:
        span = int(days) if days.isascii() and days.isdigit() and len(days) < 4 else 0
        return reader.of_feed(request.viewer, span, request.GET.getlist("type"), mark)
    return reader.of_accounts(request.viewer, mark)


def _words(new: int) -> str:
    if not new:
        return ""
    more = "+" if new > MOST_NEW else ""
    words = ngettext("%(count)s new activity · show", "%(count)s new activities · show", new)
    return words % {"count": points(min(new, MOST_NEW)) + more}


def _at(page: str, *pairs: tuple[str, str]) -> str:
    return f"{reverse('live')}?{urlencode([('page', page), *pairs])}"
