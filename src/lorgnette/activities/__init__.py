"""What people did, stored once and rolled up by day."""
