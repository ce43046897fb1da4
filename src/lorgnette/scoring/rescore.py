"""Computes the scores of accounts from their activities by day, in bulk, and stores them."""

from collections.abc import Collection


def rescore(account_ids: Collection[int] | None) -> int:
    """Scores these accounts, or all; returns how many."""
    raise NotImplementedError
