"""Reads the moments that are shown: of an account, the last of several, and those newly found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext, override

from lorgnette.accounts.models import Account
from lorgnette.accounts.objections import without_theirs
from lorgnette.activities.types import BY_CODE
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.dates import number
from lorgnette.scoring.moments.models import LIVE, Moment
from lorgnette.scoring.moments.sentences import PROPERTY, Part, told

SOMEBODY = _("Somebody")


@dataclass(frozen=True, slots=True)
class FoundMoment:
    """A moment with what its sentence needs; a ref or name is "" where there is nobody.

    `id` ascends in the order in which moments were found; `at` is when it happened. `sentences`
    are those of the rule by language; `values` are raw: codes, numbers and the source's words.
    """

    id: int
    kind: str
    at: datetime
    found_at: datetime
    rule_ref: str
    rule_names: Mapping[str, str]
    sentences: Mapping[str, str]
    account_id: int | None
    account_ref: str
    account_name: str
    person_ref: str
    person_name: str
    values: Mapping[str, Any]


def sentence(moment: FoundMoment, language: str) -> list[Part]:
    """In a language, cut around the names; its plain text is that of the parts, joined."""
    template = moment.sentences.get(language) or moment.sentences["en"]
    with override(language):
        return told(template, _words(moment, language))


def plain(moment: FoundMoment, language: str) -> str:
    """The sentence as one string."""
    return "".join(part.text for part in sentence(moment, language))


def of_account(
    account_id: int, kind: str = "", before: tuple[datetime, int] | None = None, limit: int = 10
) -> list[FoundMoment]:
    """The latest of an account, of one kind or all, before (`at`, `id`) of the last one shown."""
    query = shown().filter(account=account_id)
    if kind:
        query = query.filter(kind=kind)
    if before is not None:
        at, last_id = before
        query = query.filter(Q(at__lte=at) & (Q(at__lt=at) | Q(pk__lt=last_id)))
    return [of_row(row) for row in query.order_by("-at", "-pk")[:limit]]


def last_of(account_ids: Collection[int]) -> dict[int, FoundMoment]:
    """The latest of each account that has one, in one query."""
    latest = without_theirs(Moment.objects.filter(account=OuterRef("pk"), version__state=LIVE))
    chosen = Account.objects.filter(pk__in=account_ids).values(
        latest=Subquery(latest.order_by("-at", "-pk").values("pk")[:1])
    )
    rows = shown().filter(pk__in=chosen)
    return {row.account_id: of_row(row) for row in rows if row.account_id is not None}


def found_since(last_id: int, limit: int) -> list[FoundMoment]:
    """Those found after the one with `last_id`, in the order they were found.

    Ids are given out by one process at a time, in the order of its commits: whoever keeps the
    last one it read misses none. A rule that is published finds its past anew: look at `at`.
    """
    return [of_row(row) for row in shown().filter(pk__gt=last_id).order_by("pk")[:limit]]


def newest_id() -> int:
    """The id to begin with for whoever wants only what comes; 0 where there is none."""
    return Moment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def shown() -> QuerySet[Moment]:
    """The moments that are shown, with what `of_row` needs."""
    query = without_theirs(Moment.objects.filter(version__state=LIVE))
    return query.select_related("version__rule", "account", "person")


def of_row(row: Moment) -> FoundMoment:
    """A row of `shown`."""
    version, account, person = row.version, row.account, row.person
    return FoundMoment(
        id=row.pk,
        kind=row.kind,
        at=row.at,
        found_at=row.found_at,
        rule_ref=version.rule.public_id,
        rule_names={"en": version.name_en, "fr": version.name_fr},
        sentences={"en": version.sentence_en, "fr": version.sentence_fr},
        account_id=row.account_id,
        account_ref=account.public_id if account else "",
        account_name=account.name if account else "",
        person_ref=person.public_id if person else "",
        person_name=person.name if person else "",
        values=row.values,
    )


def _words(moment: FoundMoment, language: str) -> dict[str, str]:
    values = moment.values
    kind = BY_CODE.get(values.get("type", ""))
    words = {
        "person": moment.person_name or gettext(SOMEBODY),
        "account": moment.account_name,
        "activity": gettext(kind.words) if kind else values.get("type", ""),
        "subject": values.get("subject", ""),
        "count": _number(values.get("count", 1), language),
        "days": _number(values.get("days", ""), language),
        "value": _number(values.get("value", ""), language),
    }
    given = values.get("properties", {})
    return words | {PROPERTY + name: _number(given[name], language) for name in given}


def _number(value: Any, language: str) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return number(value, language) if is_number else str(value)
