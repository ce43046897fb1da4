"""The Roles tab: what each role may do."""
