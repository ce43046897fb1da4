"""Potential people in words: what the administration and Account Insight show alike."""
