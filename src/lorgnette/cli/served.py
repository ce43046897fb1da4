"""The web application in a process of `lorgnette web`: it ends with its master."""

import os

from django.urls import get_resolver

from lorgnette.cli import heartbeat
from lorgnette.cli.parent import end_with
from lorgnette.config.wsgi import application

__all__ = ["application"]

# The doors load now rather than in the first request: a broken one is told at the start.
get_resolver().check()
end_with(os.getppid())
heartbeat.start("web")
