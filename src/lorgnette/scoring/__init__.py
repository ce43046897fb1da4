"""The score of an account, computed from its activities."""
