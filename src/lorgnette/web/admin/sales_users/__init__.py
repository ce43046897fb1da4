"""The Sales Users tab: where everybody stands."""
