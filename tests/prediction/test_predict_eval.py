"""`lorgnette predict-eval`, without a process of its own."""

import json

import pytest
from click.testing import CliRunner

from lorgnette.cli.predict_eval import predict_eval
from lorgnette.prediction.models import Training
from tests.prediction import tale

pytestmark = pytest.mark.usefixtures("today")


def run(*words: str) -> str:
    done = CliRunner().invoke(predict_eval, words)
    assert done.exit_code == 0, done.output
    return done.output


def test_it_tells_skill_bound_numbers_and_verdict_and_stores_nothing():
    tale.history(300, signal=True)
    told = json.loads(run("--json"))
    assert told["verdict"] == "open"
    assert told["skill"] > told["bound"] > 0
    assert told["won"] + told["lost"] == told["deals"] == 300
    assert sum(group["deals"] for group in told["groups"]) == sum(told["judged"].values())
    words = run()
    assert "Gate: open" in words
    assert f"{100 * told['skill']:+.1f} %" in words
    assert not Training.objects.exists()


def test_of_nothing_it_says_that_there_is_too_little():
    assert "Gate: shut: too few deals" in run()
    assert json.loads(run("--json"))["skill"] is None
