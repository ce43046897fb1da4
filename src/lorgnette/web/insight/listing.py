"""The ranked list in words: its rows, filters and heads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from lorgnette.access.policy import Viewer
from lorgnette.insight.filters import PIPELINE
from lorgnette.insight.listed import listed
from lorgnette.insight.pipeline import Amount
from lorgnette.insight.ranking import RankedAccount
from lorgnette.insight.standing import Counts
from lorgnette.scoring.moments.read import plain
from lorgnette.scoring.scores.shown import Score
from lorgnette.web.insight.asking import Asked
from lorgnette.web.insight.figures import Delta, delta, points
from lorgnette.web.insight.headlines import Sentence, sentence
from lorgnette.web.insight.list_choices import ListChoice, changeable_lists
from lorgnette.web.insight.live import Live, live_accounts
from lorgnette.web.insight.marks import Mark, marks_in_words
from lorgnette.web.insight.narrowed import Part, Way, gone, how_many, parts, ways
from lorgnette.web.insight.phrases import did
from lorgnette.web.insight.reasons import Reason, reasons
from lorgnette.web.insight.score_tabs import ScoreTab, list_tabs, score_name
from lorgnette.web.insight.sparkline import Sparkline, sparkline
from lorgnette.web.insight.view_tabs import ViewTabs
from lorgnette.web.reader import language


@dataclass(frozen=True, slots=True)
class Last:
    """The latest interesting moment or activity."""

    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """An account as it is read; `deals` is "" where none is open.

    `apart_href` leads to what a further score is made of, "" for the primary one.
    """

    ref: str
    rank: str
    name: str
    place: str
    score: str
    spark: Sparkline | None
    spark_words: str
    delta: Delta
    amounts: Sequence[Amount]
    deals: str
    last: Last | None
    why: Sequence[Reason]
    marks: Sequence[Mark] = ()
    children: str = ""
    apart_href: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter with its count ("" where they are not counted); a second click takes it off."""

    words: str
    icon: str
    count: str
    is_on: bool
    href: str


@dataclass(frozen=True, slots=True)
class Head:
    """A column; `href` sorts by it, "" where it cannot be sorted."""

    words: str
    is_number: bool = False
    href: str = ""
    sorted: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class AccountsContext:
    """The context of `insight/accounts.html`; `by` names the score where it is a further one."""

    live: Live
    has_any: bool
    is_own: bool
    sentence: Sentence
    chips: Sequence[Chip]
    heads: Sequence[Head]
    rows: Sequence[Row]
    parts: Sequence[Part]
    gone: Sequence[str]
    found: str
    no_match: str
    ways: Sequence[Way]
    text: str
    hidden: Mapping[str, str]
    here: str
    clear_href: str
    filters_href: str
    export_href: str
    views: ViewTabs
    own_lists: Sequence[ListChoice]
    previous_href: str
    next_href: str
    by: str = ""
    tabs: Sequence[ScoreTab] = ()


def accounts_context(viewer: Viewer, asked: Asked, tabs: ViewTabs) -> AccountsContext:
    """The list that the viewer asked for."""
    live = live_accounts()
    found = listed(viewer, asked.choice, asked.cursor)
    above, page, by = found.headline, found.page, found.terms.score
    hidden = {name: value for name, value in asked.fields.items() if name != "q"}
    return AccountsContext(
        live=live,
        has_any=above.total > 0,
        is_own=viewer.are_theirs,
        sentence=sentence(above, own=viewer.are_theirs),
        chips=_chips(found.counts, asked),
        heads=_heads(asked, by),
        rows=[row_in_words(account, by) for account in page.rows],
        parts=parts(found.terms, asked),
        gone=gone(found.terms),
        found=how_many(found.found),
        no_match=_no_match(asked),
        ways=ways(found.lifts, found.terms, asked),
        text=asked.filter.text,
        hidden=hidden | ({"from": asked.view} if asked.view else {}),
        here=asked.here,
        clear_href=asked.without(*asked.filter.set),
        filters_href=reverse("accounts_filters") + replace(asked, cursor="").query,
        export_href=asked.export_href,
        views=tabs,
        own_lists=changeable_lists(viewer),
        previous_href=asked.at(page.previous),
        next_href=asked.at(page.next),
        by=score_name(by) if by else "",
        tabs=list_tabs(by, asked),
    )


def place(domain: str, city: str) -> str:
    """nordhavn.example, Aarhus"""
    return ", ".join(part for part in (domain, city) if part)


def deals_in_words(count: int) -> str:
    """3 open; "" for none"""
    if not count:
        return ""
    return ngettext("%(count)s open", "%(count)s open", count) % {"count": points(count)}


def row_in_words(account: RankedAccount, by: Score | None = None) -> Row:
    """As it is read; `by` is the further score that it is ranked by."""
    score = points(account.score)
    return Row(
        ref=account.ref,
        rank=points(account.rank),
        name=account.name,
        place=place(account.domain, account.city),
        score=score,
        spark=sparkline(account.weeks),
        spark_words=gettext("Score over 90 days, now %(score)s") % {"score": score},
        delta=delta(account.change),
        amounts=account.pipeline.amounts,
        deals=deals_in_words(account.pipeline.deals),
        last=_last(account),
        why=reasons(account.why, account.change),
        marks=marks_in_words(account.marks),
        children=_children(account.children),
        apart_href=_apart(account.ref, by) if by else "",
    )


def _apart(ref: str, by: Score) -> str:
    return f"{reverse('account_score', args=[ref])}?{urlencode({'score': by.ref})}"


def _children(count: int) -> str:
    """with 3 subsidiaries; "" for none"""
    if not count:
        return ""
    words = ngettext("with %(count)s subsidiary", "with %(count)s subsidiaries", count)
    return words % {"count": points(count)}


def _last(account: RankedAccount) -> Last | None:
    """The latest interesting moment; where there is none, the latest activity."""
    if account.moment:
        return Last(words=plain(account.moment, language()), at=account.moment.at)
    last = account.last
    return Last(words=did(last.kind, last.person), at=last.at) if last else None


def _chips(held: Counts | None, asked: Asked) -> list[Chip]:
    offered = (
        ("rising", gettext("Rising"), "trending-up"),
        ("cooling", gettext("Cooling"), "trending-down"),
        (PIPELINE, gettext("Open pipeline"), "circle-dollar-sign"),
    )
    return [
        Chip(words, icon, _count(held, name), _is_on(asked, name), _turned(asked, name))
        for name, words, icon in offered
    ]


def _is_on(asked: Asked, name: str) -> bool:
    return asked.filter.pipeline if name == PIPELINE else asked.filter.only == name


def _turned(asked: Asked, name: str) -> str:
    if name == PIPELINE:
        return asked.href(pipeline=not asked.filter.pipeline)
    return asked.with_only(name)


def _count(held: Counts | None, name: str) -> str:
    return points(getattr(held, name)) if held else ""


def _heads(asked: Asked, by: Score | None) -> list[Head]:
    """A second click on the change puts the most fallen first."""
    change = "fall" if asked.order == "change" else "change"
    named = gettext("%(score)s, 90 days") % {"score": score_name(by)} if by else ""
    return [
        _head(asked, gettext("Account"), "name", {"name": "ascending"}),
        _head(asked, named or gettext("Score, 90 days"), "score", {"score": "descending"}),
        _head(
            asked,
            gettext("7 days"),
            change,
            {"change": "descending", "fall": "ascending"},
            is_number=True,
        ),
        Head(gettext("Open pipeline"), is_number=True),
        Head(gettext("Last interesting moment")),
        Head(gettext("Why it moved")),
    ]


def _head(
    asked: Asked, words: str, order: str, ways: dict[str, str], *, is_number: bool = False
) -> Head:
    way = ways.get(asked.order, "")
    icon = {"ascending": "arrow-up", "descending": "arrow-down"}.get(way, "")
    return Head(words, is_number, asked.with_order(order), way, icon)


def _no_match(asked: Asked) -> str:
    text = asked.filter.text
    if asked.filter.set == ("text",):
        return gettext("No account’s name or domain holds “%(text)s”.") % {"text": text}
    if len(asked.filter.set) > 1:
        return gettext("No account passes all of these filters right now.")
    return gettext("No account is in this filter right now.")
