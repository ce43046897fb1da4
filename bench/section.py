"""Runs one section in this process, on the database that the environment names.

    python -m bench.section NAME [--quick]

Prints the engine's version and the rows as one line of JSON.
"""

import json
import sys
from dataclasses import asdict, replace
from importlib import import_module

import django
from django.db import connection


def run(name: str, *, quick: bool) -> None:
    django.setup()
    # The sections import models, which want the settings first.
    rows = import_module(f"bench.{name}").measure(quick=quick)
    told = [asdict(replace(row, engine=row.engine and connection.vendor)) for row in rows]
    print(json.dumps({"version": _version(), "rows": told}))


def _version() -> str:
    number = ".".join(map(str, connection.get_database_version()))
    return f"{connection.display_name} {number}"


if __name__ == "__main__":
    run(sys.argv[1], quick="--quick" in sys.argv)
