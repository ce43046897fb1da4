"""Writes how a group of tries ended, in the caller's transaction."""

from collections import Counter
from collections.abc import Sequence

from lorgnette.mail import claims, outcomes
from lorgnette.mail.models import Message
from lorgnette.mail.retries import Pace
from lorgnette.mail.transports import Trouble
from lorgnette.mail.tries import BOUNCED, FAILED, SENT, UNAVAILABLE, UNSENT, Ended


def write(group: Sequence[Ended], holder: str, pace: Pace, *, delivered: bool) -> Counter[str]:
    """Returns how many ended sent, bounced, failed or deferred."""
    told: Counter[str] = Counter()
    sent = [ended.message for ended in group if ended.how == SENT]
    if sent:
        outcomes.sent_many(sent, delivered=delivered)
        told[SENT] += len(sent)
    back = [ended.message.pk for ended in group if ended.how in (UNAVAILABLE, UNSENT)]
    if back:
        claims.put_back(holder, back)
        outcomes.close_cancelled(back)
    for ended in group:
        if ended.trouble is not None and ended.how != UNAVAILABLE:
            told[_trouble(ended.message, ended.how, ended.trouble, pace)] += 1
    return told


def withdraw(messages: Sequence[Message]) -> Counter[str]:
    """Those that were cancelled, or lost to somebody else, before they were handed over."""
    outcomes.close_cancelled([message.pk for message in messages])
    return Counter(withdrawn=len(messages))


def _trouble(message: Message, how: str, trouble: Trouble, pace: Pace) -> str:
    if how == BOUNCED:
        outcomes.bounced(message, trouble)
    elif how == FAILED:
        outcomes.failed(message, trouble)
    elif not outcomes.try_or_give_up(message, trouble, pace):
        return FAILED
    return how
