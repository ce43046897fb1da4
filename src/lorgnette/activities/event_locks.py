"""Who changes what events say takes turns: one batch of a source at a time, or nobody else's."""

from lorgnette.activities.models import EventSource


def lock(source_id: int) -> EventSource:
    """The source, until the end of the caller's transaction. Raises `EventSource.DoesNotExist`."""
    return EventSource.objects.select_for_update(no_key=True).get(pk=source_id)


def lock_all() -> None:
    """Every source, in one order, until the end of the caller's transaction."""
    rows = EventSource.objects.select_for_update(no_key=True).order_by("pk")
    list(rows.values_list("pk", flat=True))
