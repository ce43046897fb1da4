"""Notes who is to be told of which interesting moment, as moments are found."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction

from lorgnette.access.policy import NoAccess, viewer_for
from lorgnette.accounts.ownership import visible_accounts
from lorgnette.insight.models import Alert, MomentsRead, Subscription
from lorgnette.insight.subscriptions import ACCOUNT, KIND, PERSON, topic_of
from lorgnette.kernel import clock
from lorgnette.kernel.tokens import digest
from lorgnette.scoring.moments import read
from lorgnette.scoring.moments.read import FoundMoment
from lorgnette.users.models import User

PORTION = 500
# A rule that is published finds its past anew, and a worker may sleep: what is older is no news.
FRESH = timedelta(hours=48)
KEPT = timedelta(days=60)


def spot() -> int:
    """Looks at the next moments; how many there were. The first time it only notes the latest."""
    with transaction.atomic():
        turn, made = MomentsRead.objects.get_or_create(pk=1, defaults={"last_id": read.newest_id()})
        if made:
            return 0
        turn = MomentsRead.objects.select_for_update().get(pk=1)
        found = read.found_since(turn.last_id, PORTION)
        if not found:
            return 0
        _note([moment for moment in found if _is_news(moment)])
        turn.last_id = found[-1].id
        turn.save(update_fields=["last_id"])
    return len(found)


def prune() -> None:
    """Forgets what was told long ago."""
    Alert.objects.filter(at__lt=clock.now() - KEPT).delete()


def _is_news(moment: FoundMoment) -> bool:
    return moment.account_id is not None and moment.at > clock.now() - FRESH


def _note(moments: Sequence[FoundMoment]) -> None:
    topics = defaultdict(list)
    for moment in moments:
        for topic in _topics(moment):
            topics[topic].append(moment)
    found = Subscription.objects.filter(topic__in=list(topics))
    users = User.objects.filter(is_active=True, member__in=found.values("member"))
    by_member = {user.member_id: user for user in users}
    wanted: dict[int, dict[int, FoundMoment]] = defaultdict(dict)
    for row in found:
        for moment in topics[row.topic]:
            if row.member_id in by_member and row.since <= moment.found_at:
                wanted[row.member_id][moment.id] = moment
    at = clock.now()
    rows = [
        Alert(member_id=member_id, key=_key(moment), moment_id=moment.id, at=at)
        for member_id, those in wanted.items()
        for moment in visible(by_member[member_id], those.values())
    ]
    # One that its rule has found anew, and that waits, is told of by its new row.
    Alert.objects.bulk_create(
        rows,
        batch_size=PORTION,
        update_conflicts=True,
        unique_fields=["member", "key"],
        update_fields=["moment"],
    )


def visible(user: User, moments: Iterable[FoundMoment]) -> list[FoundMoment]:
    """Those at accounts that this person may see at this moment."""
    try:
        viewer = viewer_for(user)
    except NoAccess:
        return []
    those = list(moments)
    accounts = visible_accounts(viewer.crm_user_ids)
    seen = accounts.filter(pk__in={moment.account_id for moment in those})
    ids = set(seen.values_list("pk", flat=True))
    return [moment for moment in those if moment.account_id in ids]


def _topics(moment: FoundMoment) -> list[str]:
    topics = [topic_of(ACCOUNT, moment.account_ref), topic_of(KIND, moment.kind)]
    return [*topics, topic_of(PERSON, moment.person_ref)] if moment.person_ref else topics


def _key(moment: FoundMoment) -> str:
    """What happened, whatever version of its rule found it."""
    told = (moment.rule_ref, moment.account_ref, moment.person_ref, moment.at.isoformat())
    return digest(" ".join(told))[:40]
