"""Journeys of the engineers who host it: the demo, later backup and doctor."""
