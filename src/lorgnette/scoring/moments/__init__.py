"""Interesting moments: rules over activities, and what they found."""
