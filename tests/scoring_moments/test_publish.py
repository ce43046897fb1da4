"""Publishing, changing, rolling back, turning off and on: and what is shown meanwhile."""

import pytest

from lorgnette.audit.models import Entry
from lorgnette.kernel.actor import Actor
from lorgnette.scoring.moments import defaults, publish, read, turn, work
from lorgnette.scoring.moments.build import build
from lorgnette.scoring.moments.checks import Draft, RuleRefused
from lorgnette.scoring.moments.definition import COUNT, PEOPLE, Condition, Definition
from lorgnette.scoring.moments.follow import follow
from lorgnette.scoring.moments.models import Moment, MomentRule
from lorgnette.scoring.moments.publish import ChangedMeanwhile, RuleMissing, VersionMissing
from lorgnette.scoring.moments.rules import listed_rules, one_rule
from tests.scoring_moments.tale import Did

HELENE = Actor(kind="administrator", ref="helene", name="Hélène Dubreuil")


def draft(sentence: str = "[person] looked at prices", **said: object) -> Draft:
    return Draft(
        kind="web",
        name_en="Prices",
        name_fr="Tarifs",
        sentence_en=sentence,
        sentence_fr="[person] a consulté les tarifs",
        definition=Definition(**({"types": ("web.pricing",)} | said)),
    )


def told() -> list[str]:
    return [read.plain(read.of_row(row), "en") for row in read.shown().order_by("at")]


@pytest.fixture
def prices(tale):
    """Published and found: Ada and Cleo looked at prices."""
    tale.happen([Did(0, "web.pricing", 30), Did(2, "web.pricing", 20), Did(1, "web.visit", 10)])
    ref = publish.add(HELENE, draft())
    tale.build()
    return ref


def test_a_new_rule_finds_its_past(prices):
    assert told() == ["Ada looked at prices", "Cleo looked at prices"]
    assert listed_rules()[0].lately == 2


def test_a_change_shows_the_old_moments_until_the_new_are_found(prices, tale):
    publish.change(HELENE, prices, draft("[person]: [activity]"), seen=1)
    assert told() == ["Ada looked at prices", "Cleo looked at prices"]
    assert listed_rules()[0].percent == 0
    tale.build()
    assert told() == ["Ada: Looked at prices", "Cleo: Looked at prices"]
    assert Moment.objects.count() == 2


def test_what_happens_while_a_version_is_found_is_in_the_old_and_in_the_new(prices, tale):
    publish.change(HELENE, prices, draft("[person], again"), seen=1)
    tale.happen([Did(1, "web.pricing", 5)])
    tale.follow()
    assert told()[-1] == "Bo looked at prices"
    tale.build()
    assert told() == ["Ada, again", "Cleo, again", "Bo, again"]


def test_going_back_is_a_new_version_that_says_the_old(prices, tale):
    publish.change(HELENE, prices, draft("[person]!"), seen=1)
    publish.roll_back(HELENE, prices, 1)
    tale.build()
    assert told() == ["Ada looked at prices", "Cleo looked at prices"]
    assert [line.number for line in one_rule(prices).versions] == [3, 2, 1]


def test_two_who_change_a_rule_at_once_do_not_overwrite_each_other(prices):
    publish.change(HELENE, prices, draft("[person]!"), seen=1)
    with pytest.raises(ChangedMeanwhile):
        publish.change(HELENE, prices, draft("[person]?"), seen=1)


def test_off_shows_nothing_and_on_finds_it_all_again(prices, tale):
    publish.turn_off(HELENE, prices)
    assert told() == []
    tale.build()
    assert Moment.objects.count() == 0
    tale.happen([Did(1, "web.pricing", 5)])
    tale.follow()
    publish.turn_on(HELENE, prices)
    tale.build()
    assert len(told()) == 3


def test_what_is_published_while_off_waits_until_on(prices, tale):
    publish.turn_off(HELENE, prices)
    publish.change(HELENE, prices, draft("[person]!"), seen=1)
    tale.build()
    assert told() == []
    publish.turn_on(HELENE, prices)
    tale.build()
    assert told() == ["Ada!", "Cleo!"]


def test_rules_change_places(prices):
    other = publish.add(HELENE, draft("[account]"))
    publish.move(HELENE, other, up=True)
    publish.move(HELENE, other, up=True)
    assert [rule.ref for rule in listed_rules()] == [other, prices]


def test_every_deed_is_in_the_trail_with_who_did_it(prices):
    publish.turn_off(HELENE, prices)
    publish.turn_off(HELENE, prices)
    publish.turn_on(HELENE, prices)
    verbs = Entry.objects.order_by("pk").values_list("verb", "actor_ref")
    wanted = ["moments.rule_added", "moments.rule_off", "moments.rule_on"]
    assert list(verbs) == [(verb, "helene") for verb in wanted]


def test_what_is_not_there_is_refused(tale):
    with pytest.raises(RuleMissing):
        publish.turn_off(HELENE, "nosuchrule")
    with pytest.raises(VersionMissing):
        publish.roll_back(HELENE, publish.add(HELENE, draft()), 7)


def test_every_fault_is_told_beside_its_field(tale):
    wrong = draft(
        "[person] [__class__]",
        when=COUNT,
        number=1,
        days=91,
        conditions=(Condition("", "is like", ""), Condition("seats", "at_least", "many")),
    )
    with pytest.raises(RuleRefused) as refused:
        publish.add(HELENE, wrong)
    assert set(refused.value.faults) == {
        "sentence_en",
        "number",
        "days",
        "pause",
        "condition_0_property",
        "condition_0_operator",
        "condition_0_value",
        "condition_1_value",
    }
    assert not MomentRule.objects.exists()


def test_people_are_counted_in_accounts_alone(tale):
    with pytest.raises(RuleRefused) as refused:
        publish.add(HELENE, draft(when=PEOPLE, number=2, days=7, pause=1))
    assert set(refused.value.faults) == {"scope"}


def test_the_rules_of_the_product_come_once(tale):
    while work.go_on():
        pass
    assert len(listed_rules()) == len(defaults.RULES)
    assert {rule.percent for rule in listed_rules()} == {None}
    MomentRule.objects.all().delete()
    assert not work.go_on()
    assert listed_rules() == []


def test_who_is_overtaken_writes_nothing_and_loses_nothing(tale, monkeypatch):
    version = tale.rule(Definition())
    tale.happen([Did(0, "web.visit", 3)])
    read_at = turn.present()
    with turn.next_turn():
        pass
    monkeypatch.setattr(turn, "present", lambda: read_at)
    with pytest.raises(turn.TurnTaken):
        follow()
    monkeypatch.undo()
    assert tale.hours(version) == []
    tale.follow()
    assert tale.hours(version) == [3]


def test_a_worker_that_dies_while_it_writes_leaves_all_to_the_next(tale, monkeypatch):
    version = tale.rule(Definition())
    tale.happen([Did(0, "web.visit", 3)])

    def die(_writes: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(turn, "write", die)
    with pytest.raises(KeyboardInterrupt):
        follow()
    monkeypatch.undo()
    tale.follow()
    tale.follow()
    assert tale.hours(version) == [3]


def test_history_goes_on_where_it_was_left(tale, monkeypatch):
    monkeypatch.setattr("lorgnette.scoring.moments.build.SLICE", {"person": 1, "account": 1})
    tale.happen([Did(who, "web.pricing", 5) for who in range(3)])
    publish.add(HELENE, draft())
    assert build()
    assert Moment.objects.count() == 1
    tale.build()
    assert len(told()) == 3
