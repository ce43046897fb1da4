"""Publishes rules: a new one, a change, an earlier version again; on and off, up and down."""

from typing import Any

from django.db.models import Max

from lorgnette.accounts import stirred
from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.scoring.moments import turn
from lorgnette.scoring.moments.build import highest
from lorgnette.scoring.moments.checks import MOST_RULES, Draft, checked
from lorgnette.scoring.moments.definition import of_stored
from lorgnette.scoring.moments.models import BUILDING, LIVE, OFF, OLD, MomentRule, MomentVersion

SUBJECT = "moment_rule"


class RuleMissing(Refusal):
    code = "moment_rule_missing"
    words = _("There is no such rule.")
    status = 404


class VersionMissing(Refusal):
    code = "moment_version_missing"
    words = _("There is no such version of the rule.")
    status = 404


class TooManyRules(Refusal):
    code = "moment_too_many_rules"
    words = _("There are %(most)s rules already, the most there can be. Change one of them.")


class ChangedMeanwhile(Refusal):
    code = "moment_rule_changed_meanwhile"
    words = _("Somebody else published this rule meanwhile. Nothing was saved; look at theirs.")
    status = 409


def add(actor: Actor, draft: Draft) -> str:
    """A new rule, at the end of the list; its ref. Raises `RuleRefused`, `TooManyRules`."""
    said = checked(draft)
    with turn.next_turn():
        if MomentRule.objects.count() >= MOST_RULES:
            raise TooManyRules(most=MOST_RULES)
        last = MomentRule.objects.aggregate(last=Max("place"))["last"] or 0
        rule = MomentRule.objects.create(place=last + 1)
        version = begin_version(actor, rule, said)
        _tell(actor, "moments.rule_added", rule, version)
    return rule.public_id


def change(actor: Actor, ref: str, draft: Draft, *, seen: int) -> None:
    """Publishes the draft as the rule's next version.

    `seen` is the number of the version that was edited. Raises `RuleRefused`, `RuleMissing`,
    `ChangedMeanwhile`.
    """
    said = checked(draft)
    with turn.next_turn():
        rule = _rule(ref)
        if _latest(rule).number != seen:
            raise ChangedMeanwhile
        version = begin_version(actor, rule, said)
        _tell(actor, "moments.rule_changed", rule, version)


def roll_back(actor: Actor, ref: str, number: int) -> None:
    """What an earlier version said becomes the next. Raises `RuleMissing`, `VersionMissing`."""
    with turn.next_turn():
        rule = _rule(ref)
        row = rule.versions.filter(number=number).first()
        if row is None:
            raise VersionMissing
        version = begin_version(actor, rule, draft_of(row))
        _tell(actor, "moments.rule_rolled_back", rule, version, to=number)


def turn_off(actor: Actor, ref: str) -> None:
    """Its moments are not shown any more, and are taken away; no more are found."""
    with turn.next_turn():
        rule = _rule(ref)
        if not rule.is_on:
            return
        latest = _latest(rule)
        rule.versions.filter(state__in=(LIVE, BUILDING)).exclude(pk=latest.pk).update(state=OLD)
        rule.versions.filter(pk=latest.pk).update(state=OFF)
        MomentRule.objects.filter(pk=rule.pk).update(is_on=False)
        stirred.note(None)
        _tell(actor, "moments.rule_off", rule, latest)


def turn_on(actor: Actor, ref: str) -> None:
    """Its moments are found over history again, and from now on."""
    with turn.next_turn():
        rule = _rule(ref)
        if rule.is_on:
            return
        latest = _latest(rule)
        last = highest(of_stored(latest.definition).scope)
        rule.versions.filter(pk=latest.pk).update(state=BUILDING, reached=0, last=last)
        MomentRule.objects.filter(pk=rule.pk).update(is_on=True)
        _tell(actor, "moments.rule_on", rule, latest)


def move(actor: Actor, ref: str, *, up: bool) -> None:
    """One place up or down the list; at its end it stays."""
    with turn.next_turn():
        rule = _rule(ref)
        others = MomentRule.objects.filter(place__lt=rule.place).order_by("-place")
        if not up:
            others = MomentRule.objects.filter(place__gt=rule.place).order_by("place")
        other = others.first()
        if other is None:
            return
        MomentRule.objects.filter(pk=other.pk).update(place=rule.place)
        MomentRule.objects.filter(pk=rule.pk).update(place=other.place)
        _tell(actor, "moments.rule_moved", rule, _latest(rule), place=other.place)


def draft_of(row: MomentVersion) -> Draft:
    """What a version says."""
    return Draft(
        kind=row.kind,
        name_en=row.name_en,
        name_fr=row.name_fr,
        sentence_en=row.sentence_en,
        sentence_fr=row.sentence_fr,
        definition=of_stored(row.definition),
    )


def _rule(ref: str) -> MomentRule:
    rule = MomentRule.objects.filter(public_id=ref).first()
    if rule is None:
        raise RuleMissing
    return rule


def _latest(rule: MomentRule) -> MomentVersion:
    return rule.versions.order_by("-number")[0]


def begin_version(actor: Actor, rule: MomentRule, draft: Draft) -> MomentVersion:
    """The rule’s next version, in the caller’s turn: the one before is shown until it is found."""
    number = rule.versions.aggregate(last=Max("number"))["last"] or 0
    rule.versions.filter(state__in=(BUILDING, OFF)).update(state=OLD)
    said = draft.definition
    return MomentVersion.objects.create(
        rule=rule,
        number=number + 1,
        kind=draft.kind,
        name_en=draft.name_en,
        name_fr=draft.name_fr,
        sentence_en=draft.sentence_en,
        sentence_fr=draft.sentence_fr,
        definition=said.stored(),
        published_at=clock.now(),
        published_by=actor.name,
        state=BUILDING if rule.is_on else OFF,
        last=highest(said.scope),
    )


def _tell(actor: Actor, verb: str, rule: MomentRule, version: MomentVersion, **more: Any) -> None:
    values = {"name": version.name_en, "version": version.number} | more
    record(verb, actor, subject_kind=SUBJECT, subject_ref=rule.public_id, values=values)
