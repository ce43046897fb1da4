"""Prediction is off, is turned on, learns weekly and when asked, and is turned off at once."""

from datetime import timedelta

import pytest

from lorgnette.audit.models import Entry
from lorgnette.kernel import clock
from lorgnette.prediction import switch, train
from lorgnette.prediction.examine import examine
from lorgnette.prediction.likelihood import likelihood, shown
from lorgnette.prediction.models import Switch, Training
from lorgnette.prediction.report import report
from lorgnette.prediction.switch import PredictionOff, state
from lorgnette.prediction.train import train_due
from lorgnette.prediction.verdict import FEW, NO_SKILL, OPEN
from tests.cast.people import HELENE_ACTOR
from tests.insight import estate
from tests.insight.estate import NOW
from tests.prediction import tale
from tests.prediction.tale import day, did

pytestmark = pytest.mark.usefixtures("today")


def later(**span: int):
    return clock.pretend(NOW + timedelta(**span))


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_it_is_off_by_default_and_nothing_is_computed():
    assert state() == switch.State(False, None, "")
    assert not train_due()
    assert shown() is None
    with pytest.raises(PredictionOff):
        switch.ask(HELENE_ACTOR)


def test_turned_on_it_learns_at_once_then_every_week():
    switch.turn_on(HELENE_ACTOR)
    assert train_due()
    assert not train_due()
    assert state().asked_at is None
    with later(days=6, hours=23):
        assert not train_due()
    with later(days=7):
        assert train_due()
        assert not train_due()
    assert list(Training.objects.order_by("pk").values_list("by", "verdict")) == [
        ("Hélène Dubreuil", FEW),
        ("", FEW),
    ]


def test_asked_it_learns_anew():
    switch.turn_on(HELENE_ACTOR)
    train_due()
    switch.ask(HELENE_ACTOR)
    switch.ask(HELENE_ACTOR)
    assert train_due()
    assert not train_due()


def test_what_is_done_twice_is_recorded_once():
    for deed in (switch.turn_on, switch.turn_on):
        deed(HELENE_ACTOR)
    train_due()
    for deed in (switch.ask, switch.ask, switch.turn_off, switch.turn_off):
        deed(HELENE_ACTOR)
    assert verbs() == [
        "prediction.turned_on",
        "prediction.trained",
        "prediction.training_asked",
        "prediction.turned_off",
    ]


def test_turned_off_while_it_learns_it_keeps_nothing(monkeypatch):
    switch.turn_on(HELENE_ACTOR)

    def meanwhile():
        switch.turn_off(HELENE_ACTOR)
        return examine()

    monkeypatch.setattr(train, "examine", meanwhile)
    assert not train_due()
    assert not Training.objects.exists()


def test_asked_again_while_it_learns_it_learns_once_more(monkeypatch):
    switch.turn_on(HELENE_ACTOR)

    def meanwhile():
        Switch.objects.update(asked_at=NOW + timedelta(seconds=1))
        return examine()

    with monkeypatch.context() as patched:
        patched.setattr(train, "examine", meanwhile)
        assert train_due()
    assert train_due()
    assert not train_due()


def test_old_trainings_are_forgotten(monkeypatch):
    monkeypatch.setattr(train, "KEPT", 2)
    switch.turn_on(HELENE_ACTOR)
    for _ in range(4):
        train_due()
        switch.ask(HELENE_ACTOR)
    assert Training.objects.count() == 2


def test_with_a_signal_the_gate_opens_and_the_number_goes_when_it_is_turned_off():
    tale.history(400, signal=True)
    busy, quiet = estate.account("Busy"), estate.account("Quiet")
    ingrid, mikkel = (estate.person(busy, name) for name in ("Ingrid", "Mikkel"))
    for ago in range(1, 80, 2):
        did(busy, ingrid if ago % 4 == 1 else mikkel, "web.pricing", day(ago), 2)
    switch.turn_on(HELENE_ACTOR)
    train_due()
    found = report()
    assert found.last.verdict == OPEN
    assert found.last.skill > found.last.bound > 0
    assert len(found.groups) == 5
    assert {weight.name for weight in found.weights} >= {"web", "people", "idle"}
    learned = shown()
    assert likelihood(busy.pk, learned).percent > 75
    assert likelihood(quiet.pk, learned).percent < 25
    with later(days=31):
        assert shown() is None
    switch.turn_off(HELENE_ACTOR)
    assert shown() is None


def test_on_noise_the_gate_stays_shut():
    tale.history(400, signal=False)
    switch.turn_on(HELENE_ACTOR)
    train_due()
    assert report().last.verdict == NO_SKILL
    assert shown() is None
