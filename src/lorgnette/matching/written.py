"""Writes what the rules said: a decision for each spell, the candidates that wait for an answer."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from lorgnette.directory.bulk import insert
from lorgnette.kernel import clock
from lorgnette.matching import evidence
from lorgnette.matching.facts import Judged
from lorgnette.matching.lookup import label_of
from lorgnette.matching.models import Candidate
from lorgnette.matching.models import Decision as Row
from lorgnette.matching.names import squashed
from lorgnette.matching.rules import ACCEPTED, REVIEW, Asked, Decision, Scored

Outcome: TypeAlias = Mapping[int, Sequence[Judged]]

_KEPT = ("outcome", "rule", "reason", "account_id", "evidence", "name_key", "label_key")
_OF_CANDIDATE = ("rule", "reason", "score", "evidence", "alike", "place", "best")
DISAGREES = "disagrees"
# A domain that says another account than somebody accepted is shown.
STRONG = 60


def decisions(outcome: Outcome, version: int) -> None:
    """Those that are another now; the others keep the version that decided them."""
    new = {
        one.time.id: (person, _row(one.asked, one.shown))
        for person, rows in outcome.items()
        for one in rows
    }
    stored = Row.objects.filter(spell__in=list(new)).values_list("spell", *_KEPT)
    old = {spell: values for spell, *values in stored}
    changed = [spell for spell, (_person, values) in new.items() if old.get(spell) != values]
    Row.objects.filter(spell__in=[spell for spell in changed if spell in old]).delete()
    at = clock.now()
    rows = [(spell, new[spell][0], *new[spell][1], version, at) for spell in changed]
    if rows:
        insert(Row, ("spell_id", "person_id", *_KEPT, "version", "decided_at"), rows)


def candidates(outcome: Outcome, person_ids: Collection[int]) -> None:
    """Those of the present spells; who is not among `outcome` has none."""
    new = {
        (person, scored.account_id): values
        for person, rows in outcome.items()
        for scored, values in _waiting(rows)
    }
    names = ("pk", "person", "account", *_OF_CANDIDATE)
    stored = Candidate.objects.filter(person__in=list(person_ids)).values_list(*names)
    old = {(person, account): (pk, values) for pk, person, account, *values in stored}
    gone = [pk for key, (pk, values) in old.items() if new.get(key) != values]
    if gone:
        Candidate.objects.filter(pk__in=gone).delete()
    at = clock.now()
    rows = [(*key, *v, at) for key, v in new.items() if key not in old or old[key][1] != v]
    if rows:
        insert(Candidate, ("person_id", "account_id", *_OF_CANDIDATE, "made_at"), rows)


def _row(asked: Asked, decision: Decision) -> list[Any]:
    return [
        decision.outcome,
        decision.rule,
        decision.reason,
        decision.account_id,
        evidence.kept(asked, decision),
        squashed(asked.company),
        label_of(asked.registrable),
    ]


def _waiting(rows: Sequence[Judged]) -> Iterator[tuple[Scored, list[Any]]]:
    """The candidates of the present spell that somebody is asked about."""
    if not rows or rows[-1].time.until is not None:
        return
    asked, decision = rows[-1].asked, rows[-1].shown
    told = [(one, why) for one in decision.candidates if (why := _asks(decision, one))]
    for place, (scored, why) in enumerate(told):
        yield (
            scored,
            [
                scored.rule,
                why,
                scored.score,
                evidence.candidate(asked, scored),
                _alike(asked, scored),
                place,
                told[0][0].score,
            ],
        )


def _asks(decision: Decision, scored: Scored) -> str:
    """Why somebody is asked about a candidate, "" where nobody is."""
    if decision.outcome == REVIEW:
        return decision.reason
    strong = scored.score >= STRONG and scored.account_id != decision.account_id
    return DISAGREES if decision.rule == ACCEPTED and strong else ""


def _alike(asked: Asked, scored: Scored) -> str:
    """Equal for people whom the same evidence leads to one account."""
    by = asked.company if scored.rule == "name" else asked.host
    return f"{scored.rule}:{squashed(by) if scored.rule == 'name' else by}"[:300]
