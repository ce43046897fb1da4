"""The web application in a process of `lorgnette web`: it ends with its master."""

import os

from lorgnette.cli import heartbeat
from lorgnette.cli.parent import end_with
from lorgnette.config.wsgi import application

__all__ = ["application"]

end_with(os.getppid())
heartbeat.start("web")
