"""Writes a company's CRM as a folder of CSV files, the same bytes for the same plan."""

from pathlib import Path

from lorgnette.operations.demo.plan import Plan


def generate(plan: Plan, folder: Path) -> None:
    """Streams: memory does not grow with the number of activities."""
    raise NotImplementedError
