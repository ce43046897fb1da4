"""The worker's work on moments: what came first, then a slice of history, then old moments."""

import logging

from django.db import IntegrityError

from lorgnette.scoring.moments.build import build, clean
from lorgnette.scoring.moments.defaults import begin
from lorgnette.scoring.moments.follow import follow
from lorgnette.scoring.moments.turn import TurnTaken

log = logging.getLogger(__name__)


def go_on() -> bool:
    """A little of each; no, when nothing is left to do. One process at a time gets further."""
    try:
        done = [step() for step in (begin, follow, build, clean)]
    except TurnTaken:
        return True
    except IntegrityError:
        # Somebody was deleted between the look and the writing. The next look knows.
        log.warning("Moments of somebody who is gone were not written.", exc_info=True)
        return False
    return any(done)
