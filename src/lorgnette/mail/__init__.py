"""Messages from the outbox to the recipient's server."""
