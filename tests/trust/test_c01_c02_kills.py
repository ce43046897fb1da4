"""C1 and C2: processes die at any moment; nothing acknowledged is lost, no second letter hides."""

import pytest

from lorgnette.mail.retries import STANDARD
from tests.trust.campaign import (
    Killer,
    company,
    compare,
    look_over_everybody,
    patiently,
    press_send,
    wait_until_final,
)
from tests.trust.races import LONG

SEED = 20_261_124
# The long form begins anew with another seed: a thousand kills in all.
ROUNDS, KILLS, PEOPLE = (25, 40, 1_500) if LONG else (1, 20, 700)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("kills")]


@pytest.mark.parametrize("seed", range(SEED, SEED + ROUNDS))
def test_kills_during_a_send_lose_nothing_and_hide_no_duplicate(seed, counted):
    with company(PEOPLE, seconds_a_letter=0.15) as aubier:
        message = look_over_everybody(aubier)
        with Killer(aubier.installation, KILLS, seed) as killer:
            batch = press_send(aubier, message)
            killer.thread.join(60 + KILLS * 5)
        assert patiently(lambda: aubier.helene.get(batch)).status == 200
        wait_until_final(aubier.installation, longest=400)
        verdict = compare(aubier.installation, aubier.post.receipts)
    counted(
        f"{len(killer.killed)} kills, {verdict.messages:,} letters: lost {len(verdict.lost)}, "
        f"unflagged duplicates {len(verdict.unflagged)}, twice and flagged {verdict.duplicates}"
    )
    assert len(killer.killed) == KILLS
    assert verdict.messages > PEOPLE * 0.9
    assert verdict.lost == []
    assert verdict.unflagged == []
    assert verdict.duplicates <= len(killer.killed) * STANDARD.in_hand
    assert verdict.integrity == "ok"
