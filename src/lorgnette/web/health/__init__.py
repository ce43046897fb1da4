"""What watches the server: its health, whether it is ready, its figures, and a line a request."""
