"""The entry point of the web server."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lorgnette.config.settings")

_django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """TLS ends before this server: what the base URL says of it is what its visitors have."""
    environ["wsgi.url_scheme"] = settings.BASE_URL.partition(":")[0]
    return _django(environ, start_response)
