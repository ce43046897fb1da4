"""The product's own settings, with the cache of rate limits in each test process's memory."""

from lorgnette.config.settings import *  # noqa: F403

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
