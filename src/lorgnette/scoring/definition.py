"""A model as JSON keeps it in a version, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from lorgnette.scoring.model import Model, Role


def stored(model: Model) -> dict[str, Any]:
    return asdict(model)


def of_stored(kept: Mapping[str, Any]) -> Model:
    """What `stored` gave."""
    roles = tuple(Role(one["word"], one["hundredths"]) for one in kept["roles"])
    return Model(**(dict(kept) | {"roles": roles}))
