"""Keeps what was counted among very many, while nothing is recorded that could change it."""

from collections.abc import Hashable

from lorgnette.audit.models import Entry
from lorgnette.kernel.kept_counts import KeptCounts

# An entry may be committed after one with a higher number: so many are looked back on.
LATEST = 50
# Recorded all day long; they change nothing that is counted.
QUIET = frozenset({"user.signed_in", "user.signed_out"})


def _mark() -> Hashable:
    latest = Entry.objects.order_by("-pk").values_list("public_id", "verb")[:LATEST]
    return tuple(ref for ref, verb in latest if verb not in QUIET) or None


unchanged = KeptCounts(_mark).get
