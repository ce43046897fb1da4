"""What runs when, in one list; it only calls verbs."""
