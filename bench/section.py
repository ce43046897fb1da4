"""Runs one section in this process, on the database that the environment names.

    python -m bench.section NAME [--quick] [--size SIZE --kept FOLDER]

Prints the engine's version and the rows as one line of JSON.
"""

import argparse
import json
import logging
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.db import connection


def run(name: str, **given: Any) -> None:
    django.setup()
    # A line for each page that is opened tells nothing here.
    logging.disable(logging.INFO)
    # The sections import models, which want the settings first.
    rows = import_module(f"bench.{name}").measure(**given)
    told = [asdict(replace(row, engine=row.engine and connection.vendor)) for row in rows]
    print(json.dumps({"version": _version(), "rows": told}))


def _version() -> str:
    number = ".".join(map(str, connection.get_database_version()))
    return f"{connection.display_name} {number}"


def _asked() -> dict[str, Any]:
    parser = argparse.ArgumentParser(prog="python -m bench.section")
    parser.add_argument("name")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--size")
    parser.add_argument("--kept", type=Path)
    given = vars(parser.parse_args())
    if given["size"]:
        del given["quick"]
        return given
    return {"name": given["name"], "quick": given["quick"]}


if __name__ == "__main__":
    run(**_asked())
