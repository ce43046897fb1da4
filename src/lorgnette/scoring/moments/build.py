"""Finds the moments of a version over history, some people or accounts at a time."""

from collections.abc import Sequence

from django.db.models import Max, QuerySet

from lorgnette.accounts import stirred
from lorgnette.accounts.models import Account, Person
from lorgnette.scoring.moments import turn
from lorgnette.scoring.moments.definition import PERSON, SCOPES
from lorgnette.scoring.moments.evaluate import over_history
from lorgnette.scoring.moments.models import BUILDING, LIVE, OFF, OLD, Moment, MomentVersion
from lorgnette.scoring.moments.versions import Followed, followed

# About 0.2 s: an account has more activities than a person.
SLICE = {PERSON: 1_000, SCOPES[1]: 200}
CLEANED = 2_000


def build() -> bool:
    """One slice of what is being found over history; no, if nothing is.

    Versions that have come equally far are found in one reading.
    """
    number = turn.present()
    building = [one for one in followed() if one.state == BUILDING]
    if not building:
        return False
    first = min(building, key=lambda one: (SCOPES.index(one.scope), one.reached))
    together = [one for one in building if (one.scope, one.reached) == (first.scope, first.reached)]
    subjects = _subjects(first)
    if subjects:
        _slice(number, together, subjects)
    else:
        _end(number, together)
    return True


def clean() -> bool:
    """Takes some moments away that are not shown any more; no, if there are none."""
    number = turn.present()
    idle = MomentVersion.objects.filter(state__in=(OLD, OFF)).values_list("pk", flat=True)
    gone = list(
        Moment.objects.filter(version__in=list(idle)).values_list("pk", flat=True)[:CLEANED]
    )
    if not gone:
        return False
    with turn.taken(number):
        Moment.objects.filter(pk__in=gone).delete()
    return True


def highest(scope: str) -> int:
    """The highest id of those that a version looks at: how far it has to come."""
    table = Person if scope == PERSON else Account
    return table.objects.aggregate(highest=Max("pk"))["highest"] or 0


def _subjects(one: Followed) -> list[int]:
    table = Person if one.scope == PERSON else Account
    ids = table.objects.filter(pk__gt=one.reached).order_by("pk").values_list("pk", flat=True)
    return list(ids[: SLICE[one.scope]])


def _slice(number: int, together: Sequence[Followed], subjects: Sequence[int]) -> None:
    versions = [one.version for one in together]
    writes = over_history(versions, together[0].scope, subjects)
    with turn.taken(number):
        turn.write(writes)
        _versions(together).update(reached=subjects[-1])


def _end(number: int, together: Sequence[Followed]) -> None:
    """Nobody is left: the versions take the place of those before."""
    with turn.taken(number):
        if _subjects(together[0]):
            return
        rules = list(_versions(together).values_list("rule", flat=True))
        MomentVersion.objects.filter(rule__in=rules, state=LIVE).update(state=OLD)
        _versions(together).update(state=LIVE)
        stirred.note(None)


def _versions(together: Sequence[Followed]) -> QuerySet[MomentVersion]:
    return MomentVersion.objects.filter(pk__in=[one.version.id for one in together])
