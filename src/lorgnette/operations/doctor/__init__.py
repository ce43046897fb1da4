"""Tells what is misconfigured or unwell, and how to mend it; changes nothing."""
