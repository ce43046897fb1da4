"""What every test may ask for."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from lorgnette.web import assets


@pytest.fixture(scope="session", autouse=True)
def _assets():
    """Pages name their compiled assets; where none were built, their plain names stand in."""
    if not (settings.STATIC_ROOT / "manifest.json").exists():
        names = {name: name for name in ("main.css", "main.js", "theme.js")}
        assets._manifest = lambda: names


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Rate limits are counted per test."""
    cache.clear()


@pytest.fixture
def client():
    """A browser at the configured base URL."""
    return Client(headers={"host": "insight.aubier.example"}, **{"wsgi.url_scheme": "https"})
