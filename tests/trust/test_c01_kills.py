"""C1 and C2: processes die at any moment; nothing acknowledged is lost, no second letter hides."""

import os

import pytest

from tests.trust.campaign import (
    Killer,
    company,
    compare,
    look_over_everybody,
    patiently,
    press_send,
    wait_until_final,
)

LONG = os.environ.get("LORGNETTE_TRUST") == "long"
KILLS, PEOPLE, SEED = (60, 5_000, 20_261_124) if LONG else (10, 500, 20_261_124)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("kills")]


def test_kills_during_a_send_lose_nothing_and_hide_no_duplicate():
    with company(PEOPLE, seconds_a_letter=0.15) as aubier:
        message = look_over_everybody(aubier)
        with Killer(aubier.installation, KILLS, SEED) as killer:
            batch = press_send(aubier, message)
            killer.thread.join(60 + KILLS * 5)
        assert patiently(lambda: aubier.helene.get(batch)).status == 200
        wait_until_final(aubier.installation, longest=400)
        verdict = compare(aubier.installation, aubier.post.receipts)
    print(f"\n{len(killer.killed)} kills: {verdict}")
    assert len(killer.killed) == KILLS
    assert verdict.messages > PEOPLE * 0.9
    assert verdict.lost == []
    assert verdict.unflagged == []
    assert verdict.integrity == "ok"
