"""Where every member stands, as SQL: one status each, that lists filter, count and sort by."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    FilteredRelation,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from lorgnette.invitations import tallies
from lorgnette.invitations.standing import PRODUCT
from lorgnette.invitations.tallies import SOON
from lorgnette.kernel import clock
from lorgnette.kernel.among import Among
from lorgnette.kernel.names import sort_key
from lorgnette.users.models import Member

STATUSES = ("active", "pending", "bounced", "expired", "locked", "revoked", "declined")
OFFERED = frozenset({"pending", "bounced", "declined"})
HELD = frozenset({"active", "expired", "locked", "ends_soon"})
# More are not looked at one by one.
FEW = 2_000
MOST_WORDS = 12

NEVER_ENDS = datetime(9999, 1, 1, tzinfo=UTC)
_NEVER = Value(NEVER_ENDS, DateTimeField())
_NEVER_SEEN = Value(datetime(1970, 1, 1, tzinfo=UTC), DateTimeField())


def members(text: str = "") -> QuerySet[Any]:
    """All who were invited or have access, whose name or address holds every word of `text`.

    Each with `status`, `seen_at`, and to sort by `ends_key` and `seen_key` (never null).
    `open_grant` is the access not revoked, `last_offer` the latest invitation: one row at most.
    """
    found = Member.objects.annotate(
        open_grant=FilteredRelation(
            "grants", condition=Q(grants__revoked_at=None, grants__product=PRODUCT)
        ),
        last_offer=FilteredRelation(
            "invitations",
            condition=Q(invitations__superseded_at=None, invitations__product=PRODUCT),
        ),
    ).filter(Q(open_grant__isnull=False) | Q(last_offer__isnull=False))
    standing: QuerySet[Any] = _named(found, text).annotate(
        status=_status(),
        ends_key=_ends(),
        seen_key=_seen(),
        seen_at=F("user__last_seen_at"),
        # A filter on a fact by its name joins nothing twice.
        access_id=F("open_grant__id"),
        taken_at=F("last_offer__accepted_at"),
    )
    return standing


def counted(ids: Collection[int]) -> list[tuple[str, int, int]]:
    """How many of these members stand where, and how many of those end soon."""
    soon = Count("pk", filter=ends_soon())
    rows = members().filter(Among("pk", ids)).order_by().values_list("status")
    return list(rows.annotate(Count("pk"), soon=soon))


def holders(text: str) -> list[int] | None:
    """The ids of members whose name or address holds every word, if somebody searched and they
    are few enough to be looked at one by one."""
    if not text.strip():
        return None
    ids = list(everybody(text).values_list("pk", flat=True)[: FEW + 1])
    return ids if len(ids) <= FEW else None


def few(status: str, held: list[int] | None) -> list[int] | None:
    """The ids among which `standing_so` is, if they are few; `held` are the `holders` of its text.

    Null: so many that whoever walks the list in its order soon has a page of them.
    """
    if held is None and status:
        ids = tallies.first(status, FEW + 1)
        return ids if len(ids) <= FEW else None
    return held


def everybody(text: str) -> QuerySet[Any]:
    """Whose name or address holds every word, in whatever standing: to be walked by name."""
    return _named(Member.objects.all(), text)


def _named(found: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those whose name or address holds every word."""
    for word in sort_key(text).split()[:MOST_WORDS]:
        found = found.filter(search_key__contains=word)
    return found


def standing_so(text: str, status: str, held: list[int] | None) -> tuple[QuerySet[Any], bool]:
    """`members` of one status, of "ends_soon" (active, within 14 days), or of any (""); and
    whether they are few. `held` are the `holders` of `text`.
    """
    some = few(status, held)
    # Those that hold the text are known already.
    found = members(text) if held is None else members()
    if some is not None:
        found = found.filter(Among("pk", some))
    if status == "ends_soon":
        return found.filter(ends_soon()), some is not None
    if status in OFFERED:
        # Known of most rows before all of their facts are read.
        found = found.filter(access_id__isnull=True, taken_at__isnull=True)
    return found.filter(status=status) if status else found, some is not None


def ids(text: str, status: str, limit: int) -> list[int]:
    """The first of those by name."""
    found, _few = standing_so(text, status, holders(text))
    return list(found.order_by("sort_key", "id").values_list("pk", flat=True)[:limit])


def ends_soon() -> Q:
    """Active, and not for more than two weeks."""
    return Q(status="active", ends_key__lte=clock.now() + SOON)


def _status() -> Case:
    """Access tells more than the invitation; an accepted one without access had it revoked."""
    undelivered = Q(last_offer__message__bounced_at__isnull=False) | Q(
        last_offer__message__failed_at__isnull=False
    )
    return Case(
        When(open_grant__locked_at__isnull=False, then=Value("locked")),
        When(open_grant__ends_at__lte=clock.now(), then=Value("expired")),
        When(open_grant__isnull=False, then=Value("active")),
        When(last_offer__accepted_at__isnull=False, then=Value("revoked")),
        When(last_offer__declined_at__isnull=False, then=Value("declined")),
        When(last_offer__revoked_at__isnull=False, then=Value("revoked")),
        When(last_offer__opened_at__isnull=False, then=Value("pending")),
        When(undelivered, then=Value("bounced")),
        default=Value("pending"),
        output_field=CharField(),
    )


def _ends() -> Case:
    """Of the access, else of the offer; what was withdrawn ends no more."""
    unanswered = Q(open_grant__isnull=True, last_offer__accepted_at__isnull=True)
    return Case(
        When(open_grant__isnull=False, then=Coalesce(F("open_grant__ends_at"), _NEVER)),
        When(unanswered, then=Coalesce(F("last_offer__ends_at"), _NEVER)),
        default=_NEVER,
        output_field=DateTimeField(),
    )


def _seen() -> Coalesce:
    return Coalesce(F("user__last_seen_at"), _NEVER_SEEN)
