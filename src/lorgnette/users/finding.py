"""Finds people by what is typed, and names people by their references."""

from collections.abc import Collection

from lorgnette.kernel.names import sort_key
from lorgnette.users.models import Member

MOST_WORDS = 5


def refs_like(text: str, limit: int) -> tuple[str, ...]:
    """The references of people whose name or address holds every word of `text`."""
    found = Member.objects.all()
    for word in sort_key(text).split()[:MOST_WORDS]:
        found = found.filter(search_key__contains=word)
    return tuple(found.order_by("sort_key", "id").values_list("public_id", flat=True)[:limit])


def names_of(refs: Collection[str]) -> dict[str, str]:
    """The name of each that is known."""
    return dict(Member.objects.filter(public_id__in=refs).values_list("public_id", "name"))
