"""What `make check` runs: several at a time, each one's words shown only where it fails."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CODE = ["src", "tests", "tools", "bench"]


def pages() -> list[str]:
    return sorted(str(path) for path in (ROOT / "src").rglob("*.html"))


def checks() -> dict[str, list[str]]:
    return {
        "format": [f"{BIN}/ruff", "format", "--check", *CODE],
        "lint": [f"{BIN}/ruff", "check", *CODE],
        "types": [f"{BIN}/mypy"],
        "contracts": [f"{BIN}/lint-imports"],
        "templates": [f"{BIN}/djade", "--check", *pages()],
        "indentation of templates": [f"{BIN}/djhtml", "--check", "-t", "2", *pages()],
        "migrations": [f"{BIN}/python", "-m", "django", "makemigrations", "--check", "--dry-run"],
        "catalogues": [f"{BIN}/python", "tools/catalogue.py", "check"],
        "dead code": [f"{BIN}/vulture"],
        "dependencies": [f"{BIN}/deptry", "."],
        "house": [f"{BIN}/python", "tools/house.py", "--check"],
    }


def run(item: tuple[str, list[str]]) -> tuple[str, int, str, float]:
    name, command = item
    began = time.monotonic()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lorgnette.config.settings",
        "LORGNETTE_HOME": tempfile.mkdtemp(prefix="lorgnette-check-"),
        "LORGNETTE_DEMO": "1",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return name, done.returncode, done.stdout + done.stderr, time.monotonic() - began


def main() -> int:
    failed = 0
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for name, code, words, seconds in pool.map(run, checks().items()):
            print(f"{'ok  ' if code == 0 else 'FAIL'} {name} ({seconds:.1f} s)")
            if code:
                failed += 1
                print(words)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
