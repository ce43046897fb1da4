"""The page of “Never invite me again”, reached from an invitation's mail."""
