"""Saved views of the ranked accounts, and lists of accounts."""
