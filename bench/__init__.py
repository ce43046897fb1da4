"""Measures, as ratios to what the machine itself can do."""
