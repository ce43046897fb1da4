"""The Users tab: who administers."""
