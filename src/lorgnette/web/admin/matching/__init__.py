"""Matching in the administration: potential people, answers, and the versions of the rules."""
