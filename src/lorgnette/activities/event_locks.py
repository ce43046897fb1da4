"""Who changes what events say takes turns: one batch at a time, or one attachment."""

from lorgnette.activities.models import EventSource


def lock(source_id: int) -> EventSource | None:
    """The source, once it is the caller's turn; until the end of its transaction."""
    return _locked().get(source_id)


def lock_all() -> None:
    """Nobody else takes events or moves them until the end of the caller's transaction."""
    _locked()


def _locked() -> dict[int, EventSource]:
    """All of them in one order: two sources may tell of the same person."""
    rows = EventSource.objects.select_for_update(no_key=True).order_by("pk")
    return {row.pk: row for row in rows}
