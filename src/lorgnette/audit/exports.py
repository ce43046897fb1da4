"""Records that somebody took the trail away with them."""

from collections.abc import Mapping

from lorgnette.audit.record import record
from lorgnette.kernel.actor import Actor


def note(actor: Actor, form: str, asked: Mapping[str, str]) -> None:
    """Before the first line leaves; what was searched for may be somebody's name."""
    record(
        "audit.exported",
        actor,
        subject_kind="audit",
        subject_ref="trail",
        values={"format": form},
        personal={"filter": dict(asked)} if asked else {},
    )
