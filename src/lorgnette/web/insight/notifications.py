"""Which mails somebody gets about their accounts, and what they follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.insight import subscriptions, wishes
from lorgnette.insight.subscriptions import ACCOUNT, KIND, Followed, TopicUnknown, topic_of
from lorgnette.insight.wishes import Wishes
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.moment_lines import KINDS
from lorgnette.web.pages import page, say
from lorgnette.web.signin.destinations import asked_for
from lorgnette.workspace.settings import current

MAX_DIGITS = 2


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind of interesting moment, and whether it is followed."""

    topic: str
    words: str
    icon: str
    is_followed: bool


@dataclass(frozen=True, slots=True)
class FollowedLine:
    """An account or a person that is followed; `name` is in words where it may not be seen."""

    topic: str
    name: str
    href: str
    since: datetime


@dataclass(frozen=True, slots=True)
class NotificationsContext:
    """The context of `insight/notifications.html`; `error` stands beside `error_field`."""

    wishes: Wishes
    are_sent: bool
    hours: Sequence[int]
    zones: Sequence[str]
    company_zone: str
    quiet_from: int
    quiet_until: int
    kinds: Sequence[KindLine]
    followed: Sequence[FollowedLine]
    error: str
    error_field: str


@viewer
@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: ViewerRequest) -> HttpResponse:
    """GET shows; POST keeps the wishes."""
    if request.method != "POST":
        return _show(request, wishes.wishes_of(request.viewer))
    typed = _typed(request)
    try:
        wishes.choose(request.viewer, typed)
    except Refusal as refusal:
        return _show(request, typed, refusal)
    messages.success(request, gettext("Your mails are as you chose."))
    return redirect("notifications")


@viewer
@require_POST
def follow(request: ViewerRequest) -> HttpResponse:
    """Follows or stops following what `topic` names, and goes back to where it was asked."""
    topic, there = request.POST.get("topic", ""), asked_for(request) or reverse("notifications")
    try:
        if request.POST.get("do") == "unfollow":
            subscriptions.unfollow(request.viewer, topic)
            words = gettext("You are no longer told of this.")
        else:
            subscriptions.follow(request.viewer, topic)
            words = gettext("You get a mail as soon as something happens here.")
    except TopicUnknown:
        raise Http404 from None
    except Refusal as refusal:
        messages.warning(request, say(refusal))
        return redirect(there)
    messages.success(request, words)
    return redirect(there)


def _typed(request: ViewerRequest) -> Wishes:
    post = request.POST
    hour = post.get("hour", "")
    digits = hour.isascii() and hour.isdigit() and len(hour) <= MAX_DIGITS
    return Wishes(
        daily="daily" in post,
        weekly="weekly" in post,
        moments="moments" in post,
        weekends="weekends" in post,
        # What is no number is out of the range.
        hour=int(hour) if digits else -1,
        zone=post.get("zone", "")[:60],
    )


def _show(request: ViewerRequest, shown: Wishes, refusal: Refusal | None = None) -> HttpResponse:
    company, followed = current(), subscriptions.followed(request.viewer)
    topics = {one.topic for one in followed}
    context = NotificationsContext(
        wishes=shown,
        are_sent=wishes.are_sent(request.viewer),
        hours=range(24),
        zones=[zone for zone in sorted(available_timezones()) if "/" in zone],
        company_zone=company.zone,
        quiet_from=company.quiet_from,
        quiet_until=company.quiet_until,
        kinds=[
            KindLine(topic_of(KIND, kind), str(words), icon, topic_of(KIND, kind) in topics)
            for kind, (words, icon) in KINDS.items()
        ],
        followed=[_line(one) for one in followed if one.what != KIND],
        error=say(refusal) if refusal else "",
        error_field=(refusal.field or "") if refusal else "",
    )
    status = refusal.status if refusal else 200
    return page(request, "insight/notifications.html", context, room="mails", status=status)


def _line(one: Followed) -> FollowedLine:
    name = one.name or gettext("No longer yours to see")
    href = reverse("account" if one.what == ACCOUNT else "person", args=[one.ref])
    return FollowedLine(one.topic, name, href if one.name else "", one.since)
