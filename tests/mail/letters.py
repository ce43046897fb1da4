"""The known cast of the mail tests: Hélène invites Dafydd of Aubier Systems."""

from datetime import UTC, datetime, timedelta
from typing import Any

from lorgnette.kernel import clock
from lorgnette.mail.outbox import Envelope
from lorgnette.mail.retries import Pace
from lorgnette.workspace.models import Workspace

LINK = "https://insight.aubier.example/i/7mQ2vXw0uTfa9cLJk1Rz-Lw4oO8vP3nT6yB5eH_sK2d"
AT = datetime(2026, 11, 23, 13, 16, tzinfo=UTC)
# As in the product, but in the caller's thread and without waiting.
QUICK = Pace(threads=0, delays=(timedelta(),), longest_outage_delay=timedelta())

INVITATION: dict[str, Any] = {
    "first_name": "Dafydd",
    "name": "Dafydd Prys-Howell",
    "address": "dafydd.pryshowell@aubier.example",
    "inviter": "Hélène Dubreuil",
    "company": "Aubier Systems",
    "postal_address": "14 quai Rambaud, 69002 Lyon",
    "scope": "own",
    "accounts": 38,
    "last_day": "2026-12-31",
    "zone": "Europe/Paris",
    "link_ends_at": "2026-11-30T13:16:00+00:00",
}


def aubier() -> None:
    """The company as it has set itself up."""
    Workspace.objects.update_or_create(
        pk=1, defaults={"name": "Aubier Systems", "sender_address": "lorgnette@aubier.example"}
    )


def to_dafydd(**changes: Any) -> Envelope:
    """An invitation whose link is good for a week from now."""
    link_ends_at = (clock.now() + timedelta(days=7)).isoformat()
    given: dict[str, Any] = {
        "kind": "invitation",
        "language": "en",
        "to_name": "Dafydd Prys-Howell",
        "to_address": "dafydd.pryshowell@aubier.example",
        "reply_name": "Hélène Dubreuil",
        "reply_address": "helene.dubreuil@aubier.example",
        "values": INVITATION | {"link_ends_at": link_ends_at},
        "link": LINK,
        "about_ref": "dafydd",
        "batch_ref": "autumn",
    }
    return Envelope(**(given | changes))


def to_many(count: int) -> list[Envelope]:
    return [to_dafydd(to_address=f"seller{n}@aubier.example") for n in range(count)]
