"""Prediction in words: what its terms are called, and the panel of an account."""
