"""How what was learned is stored."""

from typing import Any

from lorgnette.prediction.fit import Fitted


def stored(fitted: Fitted) -> dict[str, Any]:
    """As JSON."""
    return {"start": fitted.start, "weights": {k: dict(of) for k, of in fitted.weights.items()}}


def of_stored(told: dict[str, Any]) -> Fitted:
    """What was stored."""
    return Fitted(told["start"], told["weights"])
