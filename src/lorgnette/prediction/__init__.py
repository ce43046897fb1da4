"""How likely an open deal is won, learned from the installation's own: told only where it helps."""
