"""Tells the demo's past by the verbs that made it: sent, opened, accepted, locked, revoked."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from lorgnette.access import grants
from lorgnette.access.policy import NoAccess, viewer_for
from lorgnette.invitations import accept, amend, draft
from lorgnette.invitations.send import send
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.operations.demo import post, rounds
from lorgnette.operations.demo.guests import Guest
from lorgnette.operations.demo.rounds import Round
from lorgnette.operations.demo.telling import Deed, Telling
from lorgnette.users.actors import actor_of
from lorgnette.users.models import Member, User
from lorgnette.users.seen import touch

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_LEFT, _ON_LEAVE = "Left the company", "On leave until January"
_MOST_LEAVERS_LOCKED = 3
# Half of them were here today, most this week, a few not for long.
_LAST_SEEN_HOURS_AGO = (0.3, 1, 2, 4, 6, 22, 26, 50, 75, 120, 200, 700)

_WAKING_HOURS = range(8, 19)

# When the CRM's list says that those who left have left.
LEFT_DAYS_AGO = 5


@dataclass(frozen=True, slots=True)
class _Link:
    """What a guest holds in hands after the mail came."""

    member_ref: str
    token: str
    fate: str


class Past:
    """The administrator `user` invites; every accepted sign-in gets `password_hash`."""

    def __init__(
        self, telling: Telling, user: User, password_hash: str, zone: str, dice: random.Random
    ) -> None:
        self._telling = telling
        self._user = user
        self._actor: Actor = actor_of(user)
        self._password_hash = password_hash
        self._zone = ZoneInfo(zone)
        self._dice = dice
        self._leavers = 0
        self.missing: set[str] = set()

    def day(self, days_ago: int, hour: int) -> datetime:
        """An instant `days_ago` days before the end, at `hour` local time."""
        today = self._telling.until.astimezone(self._zone).date()
        minute = self._dice.randrange(60)
        return datetime.combine(today - days_ago * _DAY, time(hour, minute), self._zone)

    def plan_round(self, this: Round, guests: Sequence[Guest]) -> None:
        """Has `this` happen; what its guests do comes of it."""
        if guests:
            self._telling.at(self.day(this.days_ago, this.hour), partial(self._send, this, guests))

    def _send(self, this: Round, guests: Sequence[Guest]) -> None:
        today = self._telling.until.astimezone(self._zone).date()
        ref = draft.start(
            self._user,
            crm_refs=tuple(guest.crm_ref for guest in guests),
            account_insight=True,
            scope=this.scope,
            last_day=this.last_day(today),
            reason=this.reason,
        )
        send(self._actor, ref)
        fates = {guest.address.lower(): guest.fate for guest in guests}
        self.missing |= {g.address for g in guests if g.fate == rounds.BOUNCED}
        for link in self._links(fates):
            _REACTIONS[link.fate](self, link)
        self._post_soon()

    def _post_soon(self) -> None:
        self._telling.at(clock.now() + timedelta(seconds=20), partial(post.deliver, self.missing))

    def _links(self, fates: dict[str, str]) -> list[_Link]:
        tokens = post.waiting_tokens()
        members = Member.objects.filter(public_id__in=list(tokens)).order_by("id")
        return [
            _Link(member.public_id, tokens[member.public_id], fates[member.address_key])
            for member in members
            if member.address_key in fates
        ]

    def _soon(self, most: timedelta = 6 * _DAY) -> datetime:
        """When somebody gets round to it: mostly within hours, before `most` is over."""
        hours = min(0.2 + self._dice.lognormvariate(1.4, 1.1), most / _HOUR)
        latest = self._telling.until - timedelta(minutes=self._dice.randint(20, 90))
        return min(self._decent(clock.now() + hours * _HOUR, latest), latest)

    def _decent(self, at: datetime, latest: datetime) -> datetime:
        """Nobody does this at night, unless the next morning is after `latest`."""
        local = at.astimezone(self._zone)
        if local.hour in _WAKING_HOURS:
            return at
        morning = (local + 13 * _HOUR).replace(hour=self._dice.randrange(8, 11))
        return morning if morning <= latest else at

    def _later(self, after: datetime, then: Deed, least: int, most: int) -> None:
        """Some days after; where that would be after the end, shortly before the end."""
        days = self._dice.uniform(least, most)
        self._telling.at(min(after + days * _DAY, self._telling.until - _HOUR / 4), then)

    def accepts(self, link: _Link) -> datetime:
        at = self._soon()
        self._telling.at(at, partial(accept.opened, link.token))
        self._telling.at(at + timedelta(minutes=2), partial(self._accept, link.token))
        return at

    def _accept(self, token: str) -> None:
        user = accept.accept(token, password_hash=self._password_hash)
        self._is_here(user)
        again = clock.now() + self._dice.uniform(2, 60) * _DAY
        ago = self._dice.choice(_LAST_SEEN_HOURS_AGO) * self._dice.uniform(0.4, 1.3) * _HOUR
        lately = max(self._telling.until - ago, clock.now())
        for at in (again, lately):
            self._telling.at(self._decent(at, self._telling.until), partial(self._is_here, user))

    def _is_here(self, user: User) -> None:
        """Signed in and looking, where the policy lets them."""
        with suppress(NoAccess):
            viewer_for(user)
            touch(user)

    def opens(self, link: _Link) -> None:
        self._telling.at(self._soon(), partial(accept.opened, link.token))

    def ignores(self, _link: _Link) -> None:
        """Nothing happens."""

    def declines(self, link: _Link) -> None:
        at = self._soon()
        self._telling.at(at, partial(accept.opened, link.token))
        self._telling.at(at + timedelta(minutes=1), partial(accept.decline, link.token))

    def accepts_after_a_resend(self, link: _Link) -> None:
        self._telling.at(clock.now() + 8 * _DAY, partial(self._resend, link))

    def _resend(self, link: _Link) -> None:
        amend.resend(link.member_ref, self._actor)
        address = Member.objects.get(public_id=link.member_ref).address_key
        for renewed in self._links({address: rounds.ACTIVE}):
            self.accepts(renewed)
        self._post_soon()

    def is_locked(self, link: _Link) -> None:
        lock = partial(grants.lock, link.member_ref, _ON_LEAVE, self._actor)
        self._later(self.accepts(link), lock, 30, 90)

    def leaves(self, link: _Link) -> None:
        """The first few are locked by hand once they have left; the others are only flagged."""
        self.accepts(link)
        self._leavers += 1
        if self._leavers <= _MOST_LEAVERS_LOCKED:
            lock = partial(grants.lock, link.member_ref, _LEFT, self._actor)
            self._telling.at(self.day(LEFT_DAYS_AGO, 15), lock)

    def is_revoked(self, link: _Link) -> None:
        self._later(self.accepts(link), partial(amend.revoke, link.member_ref, self._actor), 12, 30)

    def is_withdrawn(self, link: _Link) -> None:
        self._later(clock.now(), partial(amend.revoke, link.member_ref, self._actor), 1, 3)


_REACTIONS: dict[str, Callable[[Past, _Link], object]] = {
    rounds.ACTIVE: Past.accepts,
    rounds.RESENT: Past.accepts_after_a_resend,
    rounds.OPENED: Past.opens,
    rounds.IGNORED: Past.ignores,
    rounds.BOUNCED: Past.ignores,
    rounds.LEFT: Past.leaves,
    rounds.LOCKED: Past.is_locked,
    rounds.REVOKED: Past.is_revoked,
    rounds.WITHDRAWN: Past.is_withdrawn,
    rounds.DECLINED: Past.declines,
}
