"""The gate: whether what was learned may be shown. Pure."""

from lorgnette.prediction.trial import Trial

# Predictions are shown; too few deals; no better than the base rate.
OPEN, FEW, NO_SKILL = "open", "few", "no_skill"
# Deals of each outcome: in all, and among those judged.
LEAST_OF_EACH, LEAST_JUDGED = 50, 20
# A skill that is certain and smaller helps nobody.
LEAST_SKILL = 0.01


def verdict(won: int, lost: int, trial: Trial) -> str:
    """Open only where the skill is surely above 0, on enough deals of both outcomes."""
    if min(won, lost) < LEAST_OF_EACH or min(trial.won, trial.lost) < LEAST_JUDGED:
        return FEW
    if trial.skill is None or trial.bound is None:
        return FEW
    return OPEN if trial.bound > 0 and trial.skill >= LEAST_SKILL else NO_SKILL
