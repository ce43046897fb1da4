"""The life of an invitation, from the list of candidates to the answer."""
