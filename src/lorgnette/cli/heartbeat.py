"""Says every few seconds that this process is alive."""

import logging
import threading

from django.db import close_old_connections, connection

from lorgnette.worker.loop import holder_name
from lorgnette.workspace import presence

log = logging.getLogger(__name__)


def start(kind: str, stop: threading.Event | None = None) -> threading.Thread:
    """Beats in a thread of its own until `stop` is set, then takes its leave."""
    ended = stop or threading.Event()
    thread = threading.Thread(target=_beat, args=(kind, ended), name="heartbeat", daemon=True)
    thread.start()
    return thread


def _beat(kind: str, stop: threading.Event) -> None:
    holder = holder_name()
    while True:
        close_old_connections()
        try:
            presence.beat(kind, holder)
        except Exception:  # the database may be away for a while; the process is not
            log.warning("The sign of life could not be written.", exc_info=True)
        if stop.wait(presence.BEAT_SECONDS):
            break
    try:
        presence.leave(kind, holder)
    except Exception:  # noqa: BLE001 (it lapses by itself)
        log.info("The process ends without taking its leave.")
    finally:
        connection.close()
