"""What the environment may set is documented, word for word, and nothing else is."""

import re
from pathlib import Path

from lorgnette.config.environment import Environment

ROOT = Path(__file__).resolve().parent.parent.parent
ROW = re.compile(r"^\| `LORGNETTE_(\w+)` \| (`[^`]*`|) ?\| (.+) \|$", re.MULTILINE)


def rows() -> dict[str, tuple[str, str]]:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    found = ROW.findall(page)
    return {name.lower(): (default.strip("` "), words) for name, default, words in found}


def test_every_variable_is_documented_in_its_own_words():
    fields = Environment.model_fields
    assert {name: words for name, (_default, words) in rows().items()} == {
        name: field.description for name, field in fields.items()
    }


def test_every_default_is_the_one_that_is_used():
    for name, (default, _words) in rows().items():
        assert default.lower() == str(Environment.model_fields[name].default).lower(), name
