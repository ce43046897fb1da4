"""The three-step wizard, from the people to Send and its progress."""
