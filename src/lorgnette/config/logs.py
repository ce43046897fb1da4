"""What the processes say of themselves: on the standard error output, without secrets."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

from lorgnette.kernel.redaction import redacted
from lorgnette.kernel.tracing import request_id

# What a line may carry beside its message, by `extra={"facts": {…}}`.
FACTS = "facts"


class Plain(logging.Formatter):
    """A line for people, tracebacks below it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record) + _told(record))


class Json(logging.Formatter):
    """One object a line: at, level, logger, message, request, its facts, and a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redacted(record.getMessage()),
            "process": record.process,
        }
        if request_id.get():
            line["request"] = request_id.get()
        for name, value in getattr(record, FACTS, {}).items():
            line[name] = redacted(value) if isinstance(value, str) else value
        if record.exc_info:
            line["traceback"] = redacted(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def _told(record: logging.LogRecord) -> str:
    facts = getattr(record, FACTS, {})
    return "".join(f" {name}={value}" for name, value in facts.items())


def logging_settings(form: str = "", level: str = "", *, demo: bool = False) -> dict[str, Any]:
    """`form` and `level` as the environment has them; "" is what suits where they go."""
    chosen = form or ("plain" if sys.stderr.isatty() else "json")
    least = (level or ("warning" if demo else "info")).upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"()": Plain}, "json": {"()": Json}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": chosen},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "loggers": {
            "lorgnette": {"handlers": ["stderr"], "level": least},
            # Refused requests (4xx) are told in the line of each request.
            "django": {"handlers": ["stderr"], "level": "ERROR"},
            "django.security": {"handlers": ["nowhere"], "propagate": False},
        },
    }
