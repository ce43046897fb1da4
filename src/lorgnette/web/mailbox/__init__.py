"""The demo's built-in inbox."""
