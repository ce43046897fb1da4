"""The activities: who at which account did what and when, told from each account's story."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import cache

from lorgnette.operations.demo.contacts import contact_id
from lorgnette.operations.demo.cultures import Subjects
from lorgnette.operations.demo.firms import Firm
from lorgnette.operations.demo.plan import Plan
from lorgnette.operations.demo.quotas import quotas
from lorgnette.operations.demo.stories import CALM, VOLUME, tell

COLUMNS = ("id", "contact_id", "type", "at", "account_id", "subject")
_ABOUT = {
    "web.visit": "pages",
    "web.pricing": "prices",
    "web.document": "documents",
    "email.open": "campaigns",
    "email.click": "campaigns",
    "form.submit": "forms_sent",
    "form.demo": "demos",
    "webinar.attend": "webinars",
    "event.attend": "events",
    "call.held": "calls",
    "meeting.held": "meetings",
}
_FIRST_SECOND, _LAST_SECOND = 6 * 3600, 17 * 3600
_WEEKEND = 0.06
# What is older than half a year was not all kept, and the company was smaller then.
_LATELY, _LONG_AGO = 180, 0.35
_KNOWN_VOLUME = 1.15

Deed = tuple[str, str, str, str, str, str]


def rows(plan: Plan, firms: Sequence[Firm], counts: Sequence[int]) -> Iterator[Deed]:
    """All activities, account by account; `counts` are the people of each account."""
    number, first_contact = 0, 0
    for firm, people, total in zip(firms, counts, _how_many(plan, firms, counts), strict=True):
        contacts = [contact_id(first_contact + place) for place in range(people)]
        first_contact += people
        for contact, kind, at, subject in _of_firm(plan, firm, contacts, total):
            number += 1
            yield f"ACT-{number:08d}", contact, kind, _iso(at), firm.id, subject


def _how_many(plan: Plan, firms: Sequence[Firm], counts: Sequence[int]) -> list[int]:
    """Where nobody works nobody does anything."""
    dice = plan.chance("activities")
    weights = []
    for firm, people in zip(firms, counts, strict=True):
        size = _KNOWN_VOLUME if firm.known else dice.lognormvariate(0, 0.4)
        weights.append(size * VOLUME[firm.story] * min(people, 12) ** 0.5)
    totals = quotas(plan.activities - plan.hot, weights)
    totals[0] += plan.hot
    return totals


def _of_firm(
    plan: Plan, firm: Firm, contacts: Sequence[str], total: int
) -> Iterator[tuple[str, str, datetime, str]]:
    scripted = [line for line in firm.known.get("script", ()) if line[0] < len(contacts)][:total]
    for place, (who, days_ago, kind, subject) in enumerate(scripted):
        at = plan.until - timedelta(days=days_ago, minutes=18 + 47 * place)
        yield contacts[who], kind, at, subject
    if total > len(scripted):
        yield from _told(plan, firm, contacts, total - len(scripted))


def _told(
    plan: Plan, firm: Firm, contacts: Sequence[str], total: int
) -> Iterator[tuple[str, str, datetime, str]]:
    dice = plan.chance("activities", firm.number)
    story = tell(firm.story, plan.days, plan.chance("story", firm.number))
    midnights = _midnights(plan)
    weights = _weights(plan, story.weights)
    who = dice.choices(contacts, [1 / (place + 1) for place in range(len(contacts))], k=total)
    days = dice.choices(range(plan.days), weights, k=total)
    moods = {True: _kinds(story.mix), False: _kinds(CALM)}
    for contact, day in zip(who, days, strict=True):
        kinds, shares = moods[day in story.keen]
        kind = dice.choices(kinds, cum_weights=shares)[0]
        at = midnights[day] + timedelta(seconds=_second(plan, day, dice))
        yield contact, kind, at, _subject(firm.culture.subjects, kind, dice)


def _weights(plan: Plan, told: Sequence[float]) -> list[float]:
    """Of each day, oldest first: what the story says, less at weekends and long ago."""
    habits = _habits(plan)
    return [weight * habit for weight, habit in zip(told, habits, strict=True)]


@cache
def _habits(plan: Plan) -> list[float]:
    """The same for all accounts."""
    lately = max(0, plan.days - _LATELY)
    return [
        (1.0 if day.weekday() < 5 else _WEEKEND) * (1.0 if place >= lately else _LONG_AGO)
        for place, day in enumerate(_midnights(plan))
    ]


def _kinds(mix: dict[str, int]) -> tuple[list[str], list[int]]:
    sums, reached = [], 0
    for weight in mix.values():
        reached += weight
        sums.append(reached)
    return list(mix), sums


@cache
def _midnights(plan: Plan) -> list[datetime]:
    today = datetime.combine(plan.until.date(), time(), UTC)
    return [today - timedelta(days=plan.days - 1 - day) for day in range(plan.days)]


def _second(plan: Plan, day: int, dice: random.Random) -> int:
    """In working hours; today not after the end of the history."""
    second = dice.randrange(_FIRST_SECOND, _LAST_SECOND)
    if day < plan.days - 1:
        return second
    now = plan.until.time()
    return second % max(1, now.hour * 3600 + now.minute * 60 + now.second)


def _subject(subjects: Subjects, kind: str, dice: random.Random) -> str:
    words: tuple[str, ...] = getattr(subjects, _ABOUT[kind])
    return dice.choice(words)


def _iso(at: datetime) -> str:
    return f"{at.isoformat()[:19]}Z"
