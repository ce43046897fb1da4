"""The console program `lorgnette`."""

import os

import click

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lorgnette.config.settings")


@click.group()
def main() -> None:
    """Lorgnette: lend your sales people Account Insight."""
