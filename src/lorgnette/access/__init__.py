"""Who may see what until when, read at every request."""
