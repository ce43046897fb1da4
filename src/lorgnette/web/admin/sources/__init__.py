"""The event sources: what sends, with which key, how much, and what could not be taken."""
