"""Sets where flames and stars begin; from then on pages show them so."""

from dataclasses import dataclass

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.scoring.marks.checks import check
from lorgnette.scoring.marks.counting import Counted, bounds_of, counts_of
from lorgnette.scoring.marks.kept import THE_ROW, as_kept, rules_of
from lorgnette.scoring.marks.rules import Bounds, Rules, stored
from lorgnette.scoring.models import Brackets


class BracketsChangedMeanwhile(Refusal):
    code = "brackets_changed_meanwhile"
    words = _("Somebody else saved brackets meanwhile. Nothing was saved; look at theirs.")
    status = 409


@dataclass(frozen=True, slots=True)
class Saved:
    """The rules, saved `number` times."""

    rules: Rules
    number: int


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Where the brackets would begin, and how many would fall into each, by scale."""

    bounds: Bounds
    counts: dict[str, Counted]


def saved() -> Saved:
    """As they are now; the shipped ones where nobody has saved any."""
    row = Brackets.objects.filter(pk=THE_ROW).first()
    return Saved(rules_of(row), row.number if row else 0)


def foresee(rules: Rules) -> Foreseen:
    """On the scores of this moment, without saving. Raises `BracketsRefused`."""
    check(rules)
    bounds = bounds_of(rules)
    return Foreseen(bounds, counts_of(bounds))


def save(actor: Actor, rules: Rules, *, seen: int) -> None:
    """`seen`: how many times they were saved when they were looked at.

    Raises `BracketsRefused`, `BracketsChangedMeanwhile`.
    """
    check(rules)
    bounds, at = bounds_of(rules), clock.now()
    with transaction.atomic():
        Brackets.objects.get_or_create(pk=THE_ROW)
        row = Brackets.objects.select_for_update().get(pk=THE_ROW)
        if row.number != seen:
            raise BracketsChangedMeanwhile
        old = stored(rules_of(row))
        row.number, row.rules, row.bounds = seen + 1, stored(rules), as_kept(bounds)
        row.saved_at, row.saved_by, row.computed_at = at, actor.name, at
        row.save()
        changes = {"old": old, "new": stored(rules)}
        record(
            "scoring.brackets_saved",
            actor,
            subject_kind="score_brackets",
            subject_ref=str(THE_ROW),
            values=changes,
        )
