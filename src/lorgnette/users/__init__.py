"""Members, one per canonical address, and the users that sign in."""
