"""The product's own settings, with the cache of rate limits in each test process's memory."""

from lorgnette.config.settings import *  # noqa: F403
from lorgnette.config.settings import DATABASES

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

if DATABASES["default"]["ENGINE"] == "lorgnette.kernel.sqlite":
    # Each process has its own: of a backend that it does not know pytest would name files instead.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
