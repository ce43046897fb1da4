"""The page that tells the formula tells this formula."""

import re
from datetime import date
from pathlib import Path

from lorgnette.activities.types import WEIGHTS
from lorgnette.scoring import model
from lorgnette.scoring.model import POINT, Tally, raw, score, shown
from lorgnette.scoring.shares import score_shares, weighed

PAGE = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text()


def test_the_page_lists_every_type_with_its_weight():
    rows = re.findall(r"\| `([a-z.]+)` \| (\d+) \|", PAGE)
    assert {kind: int(weight) for kind, weight in rows} == WEIGHTS


def test_the_page_tells_the_constants():
    assert f"at most {model.DAY_CAP} of a" in PAGE
    assert f"every {model.HALF_LIFE_DAYS} days (`HALF_LIFE_DAYS`)" in PAGE
    assert f"After {model.HORIZON_DAYS} days" in PAGE
    assert f"at most {model.PERSON_CAP} points" in PAGE
    assert f"e^(−R/{model.SCALE})" in PAGE


def test_the_table_of_the_curve_is_right():
    points = re.search(r"\| R \| (.+) \|", PAGE).group(1).split(" | ")
    told = re.search(r"\| shown \| (.+) \|", PAGE).group(1).split(" | ")
    assert [f"{shown(int(r) * POINT) / 10:.1f}" for r in points] == told


def test_the_example_is_right():
    today = date(2026, 11, 24)
    rows = [
        Tally(1, "form.demo", today, 1),
        Tally(2, "web.pricing", date(2026, 11, 14), 4),
    ]
    assert round(raw(rows, today) / POINT, 2) == 27.70
    assert score(rows, today) == 370
    given = dict(zip(("forms", "prices"), weighed(rows, today).parts, strict=True))
    assert score_shares(given, 370) == {"forms": 200, "prices": 170}
    assert "R = 27.70, so the account shows 37.0. By type: forms 20.0,\nprices 17.0" in PAGE
