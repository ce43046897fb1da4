"""Best bets in words: whom to call first, why, and how to reach them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from lorgnette.insight.best_bets import BestBet
from lorgnette.insight.deeds import Deed
from lorgnette.kernel import clock
from lorgnette.web.insight import days
from lorgnette.web.insight.figures import points, signed_tenths, tenths
from lorgnette.web.insight.marks import Mark, both_marks
from lorgnette.web.insight.phones import Phone, phone_of
from lorgnette.web.insight.phrases import type_words
from lorgnette.workspace.settings import current


@dataclass(frozen=True, slots=True)
class Bet:
    """A person to call: `why` says what they did, `points` what that adds up to."""

    ref: str
    name: str
    initials: str
    title: str
    address: str
    phone: Phone | None
    account_ref: str
    account_name: str
    marks: Sequence[Mark]
    why: str
    points: str


@dataclass(frozen=True, slots=True)
class JustOff:
    """Who was put off a moment ago, so that it can be undone."""

    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class BetsPanel:
    """The panel of an account's page."""

    people: Sequence[Bet] = ()
    just_off: JustOff | None = None


def bets_in_words(found: Sequence[BestBet]) -> list[Bet]:
    today = clock.today(current().zone)
    return [_bet(one, today) for one in found]


def _bet(one: BestBet, today: date) -> Bet:
    return Bet(
        ref=one.ref,
        name=one.name,
        initials=_initials(one.name),
        title=one.title,
        address=one.address,
        phone=phone_of(one.phone),
        account_ref=one.account_ref,
        account_name=one.account_name,
        marks=both_marks(one.marks),
        why=_why(one, today),
        points=_points(one),
    )


def _why(one: BestBet, today: date) -> str:
    """Asked for a demonstration, yesterday · Looked at prices, 3 times, today"""
    if one.deeds:
        return " · ".join(_deed(deed, today) for deed in one.deeds)
    return gettext("Last activity: %(day)s") % {"day": days.near(one.last_day, today)}


def _deed(deed: Deed, today: date) -> str:
    what, day = type_words(deed.type), days.near(deed.last_day, today)
    if deed.times < 2:
        return gettext("%(what)s: %(day)s") % {"what": what, "day": day}
    words = gettext("%(what)s, %(count)s times: %(day)s")
    return words % {"what": what, "count": points(deed.times), "day": day}


def _points(one: BestBet) -> str:
    """21.0 points, +14.7 in 7 days"""
    if one.change > 0:
        words = gettext("%(points)s points, %(change)s in 7 days")
        return words % {"points": tenths(one.points), "change": signed_tenths(one.change)}
    return gettext("%(points)s points") % {"points": tenths(one.points)}


def _initials(name: str) -> str:
    """Of the first two words."""
    return "".join(word[0] for word in name.split()[:2]).upper()
