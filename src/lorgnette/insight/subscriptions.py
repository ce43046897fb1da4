"""What a person follows: an account, a person, or a kind of interesting moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account, Membership, Person
from lorgnette.accounts.objections import without_theirs
from lorgnette.accounts.ownership import visible_accounts
from lorgnette.audit.record import record
from lorgnette.insight.models import Subscription
from lorgnette.insight.wishes import may_change
from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.scoring.moments.definition import KINDS
from lorgnette.users.models import Member

MOST = 200
ACCOUNT, PERSON, KIND = "account", "person", "kind"


class TopicUnknown(Refusal):
    code = "topic_unknown"
    status = 404
    words = _("There is nothing of that name to follow.")


class TooManySubscriptions(Refusal):
    code = "too_many_subscriptions"
    status = 409
    words = _("You follow %(most)s things already. Stop following one of them first.")


@dataclass(frozen=True, slots=True)
class Followed:
    """`topic` names it; `what` is account, person or kind, `ref` its ref, or the kind itself."""

    topic: str
    what: str
    ref: str
    name: str
    since: datetime


def topic_of(what: str, ref: str) -> str:
    """How a subscription names what it is about."""
    return f"{what}:{ref}"


def follow(viewer: Viewer, topic: str) -> None:
    """Again changes nothing. Raises `OnlyLooking`, `TopicUnknown`, `TooManySubscriptions`."""
    may_change(viewer)
    about = _about(viewer, topic)
    with transaction.atomic():
        # Two at once of one person count one after the other.
        member = Member.objects.select_for_update().get(public_id=viewer.member_ref)
        mine = Subscription.objects.filter(member=member)
        if mine.filter(topic=topic).exists():
            return
        if mine.count() >= MOST:
            raise TooManySubscriptions(most=MOST)
        Subscription.objects.create(member=member, topic=topic, since=clock.now(), **about)
        _record("followed", viewer, topic)


def unfollow(viewer: Viewer, topic: str) -> None:
    """Also what is no longer theirs to see. Raises `OnlyLooking`."""
    may_change(viewer)
    with transaction.atomic():
        rows = Subscription.objects.filter(member__public_id=viewer.member_ref, topic=topic)
        if rows.delete()[0]:
            _record("unfollowed", viewer, topic)


def follows(viewer: Viewer, topic: str) -> bool:
    """Whether the viewer does, whoever looks."""
    return Subscription.objects.filter(member__public_id=viewer.member_ref, topic=topic).exists()


def followed(viewer: Viewer) -> Sequence[Followed]:
    """All, the latest first; the name of what the viewer may no longer see is ""."""
    rows = Subscription.objects.filter(member__public_id=viewer.member_ref)
    rows = rows.select_related("account", "person").order_by("-since", "-pk")
    seen = set(
        visible_accounts(viewer.crm_user_ids)
        .filter(pk__in=[row.account_id for row in rows if row.account_id])
        .values_list("pk", flat=True)
    )
    people = _people(viewer).filter(person__in=[row.person_id for row in rows if row.person_id])
    seen_people = set(people.values_list("person", flat=True))
    return [_followed(row, seen, seen_people) for row in rows]


def _followed(row: Subscription, seen: set[int], seen_people: set[int]) -> Followed:
    what, _colon, ref = row.topic.partition(":")
    name = ""
    if row.account and row.account_id in seen:
        name = row.account.name
    if row.person and row.person_id in seen_people:
        name = row.person.name
    return Followed(row.topic, what, ref, name, row.since)


def _about(viewer: Viewer, topic: str) -> dict[str, Account | Person | str]:
    what, _colon, ref = topic.partition(":")
    if what == KIND and ref in KINDS:
        return {"kind": ref}
    if what == ACCOUNT:
        account = visible_accounts(viewer.crm_user_ids).filter(public_id=ref).first()
        if account:
            return {"account": account}
    if what == PERSON:
        found = _people(viewer).filter(person__public_id=ref).select_related("person").first()
        if found:
            return {"person": found.person}
    raise TopicUnknown


def _people(viewer: Viewer) -> QuerySet[Membership]:
    """Those of the viewer's accounts, now."""
    accounts = visible_accounts(viewer.crm_user_ids).values("pk")
    return without_theirs(Membership.objects.filter(account__in=accounts, until=None))


def _record(what: str, viewer: Viewer, topic: str) -> None:
    record(
        f"notices.{what}",
        viewer.actor,
        subject_kind="member",
        subject_ref=viewer.member_ref,
        values={"topic": topic},
    )
