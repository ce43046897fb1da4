"""Does several things in a row, whatever becomes of the ones before."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import InterfaceError, OperationalError

T = TypeVar("T")

log = logging.getLogger(__name__)


def each_of(parts: Iterable[Callable[[], T]]) -> list[T]:
    """What each answered. The first error is raised when all had their turn; at once where it is
    that the database is gone.
    """
    answers, first = [], None
    for part in parts:
        try:
            answers.append(part())
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            if first is not None:
                log.exception("Another of them failed, too.")
            first = first or error
    if first is not None:
        raise first
    return answers
