"""What the server says of its own failures: on the standard error output, without secrets."""

import logging
import re
from typing import Any

# The links of invitations, administrators and resets: whoever has the address has what it gives.
_LINK = re.compile(r"(/(?:i|link|password/reset/key)/)[\w%-]{6,}")


class WithoutTokens(logging.Formatter):
    """Blots out the token in every address, in tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        return _LINK.sub(r"\1…", super().format(record))


# Refused requests (4xx) are the visitor's matter and would only fill the log.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": WithoutTokens,
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "lorgnette": {"handlers": ["stderr"], "level": "INFO"},
        "django": {"handlers": ["stderr"], "level": "ERROR"},
        "django.security": {"handlers": ["nowhere"], "propagate": False},
    },
}
