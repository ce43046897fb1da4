"""Finds the compiled assets by the names they were given when they were built."""

import json
from functools import cache

from django.conf import settings


class AssetsMissing(Exception):
    """The assets were not built; `make build` builds them."""


def url(name: str) -> str:
    """The address of `name`, such as `main.css`, under a name that changes with its content."""
    return f"{settings.STATIC_URL}{_manifest()[name]}"


@cache
def _manifest() -> dict[str, str]:
    path = settings.STATIC_ROOT / "manifest.json"
    try:
        names: dict[str, str] = json.loads(path.read_text())
    except FileNotFoundError:
        raise AssetsMissing("The assets are not built. Run `make build`.") from None
    return names
