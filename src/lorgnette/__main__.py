"""Runs the console program as `python -m lorgnette`."""

from lorgnette.cli import main

main()
