"""`lorgnette predict-eval`: whether won and lost deals can be told from what people did before."""

import json
from dataclasses import asdict
from typing import Any

import click

from lorgnette.prediction.examine import Examined, examine
from lorgnette.prediction.trial import Group
from lorgnette.prediction.verdict import FEW, LEAST_JUDGED, LEAST_OF_EACH, NO_SKILL, OPEN

_VERDICTS = {
    OPEN: "open: the forecasts are surely better than the base rate",
    NO_SKILL: "shut: the data hold no predictive value",
    FEW: f"shut: too few deals (at least {LEAST_OF_EACH} won and {LEAST_OF_EACH} lost are needed, "
    f"and {LEAST_JUDGED} of each among the later ones that judge)",
}


@click.command("predict-eval")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def predict_eval(*, as_json: bool) -> None:
    """Learn from the decided deals and try it on later ones.

    Nothing is stored or shown to anybody, whether prediction is on or off.
    """
    found = examine()
    click.echo(json.dumps(_as_json(found), indent=2) if as_json else _in_words(found))


def _in_words(found: Examined) -> str:
    trial = found.trial
    decided = found.won + found.lost
    base = f", base rate {100 * found.won / decided:.1f} %" if decided else ""
    lines = [
        f"Decided deals: {found.deals}, with 90 days of activities before: {decided}",
        f"  won {found.won}, lost {found.lost}{base}",
        f"Judged out of time: {trial.won + trial.lost}, won {trial.won}, lost {trial.lost}",
        f"  Brier skill               {_share(trial.skill)} against the base rate of their time",
        f"  surely more than          {_share(trial.bound)} (99 times in 100)",
        *map(_group, trial.groups),
        f"Gate: {_VERDICTS[found.verdict]}",
    ]
    return "\n".join(lines)


def _group(group: Group) -> str:
    forecast, share = 100 * group.forecast, 100 * group.won / group.deals
    return f"  forecast {forecast:5.1f} %, won {share:5.1f} % of {group.deals}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:+.1f} %"


def _as_json(found: Examined) -> dict[str, Any]:
    trial = found.trial
    return {
        "deals": found.deals,
        "won": found.won,
        "lost": found.lost,
        "judged": {"won": trial.won, "lost": trial.lost},
        "skill": trial.skill,
        "bound": trial.bound,
        "verdict": found.verdict,
        "groups": [asdict(group) for group in trial.groups],
    }
