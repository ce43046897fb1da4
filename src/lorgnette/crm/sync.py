"""Pulls a source kind by kind, a thousand rows a transaction, and hands the rows down."""

from collections.abc import Callable

from lorgnette.crm.outcome import Outcome, Progress
from lorgnette.kernel.actor import SYSTEM, Actor


def sync(
    source_ref: str,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    actor: Actor = SYSTEM,
) -> Outcome:
    """One run, or none where another one is at it (`state` "busy").

    Never raises for what is wrong with the source: that is a `failed` or `held` outcome.
    Raises `SourceMissing`.
    """
    raise NotImplementedError
