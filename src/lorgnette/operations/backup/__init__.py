"""Copies of the whole database, made while it is in use, and put back."""
