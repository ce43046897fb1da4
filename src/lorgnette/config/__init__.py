"""Wires the product: settings from the environment, the list of doors, the server's entry."""
