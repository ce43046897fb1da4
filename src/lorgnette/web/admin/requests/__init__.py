"""What people ask administrators for: more time, a new invitation link."""
