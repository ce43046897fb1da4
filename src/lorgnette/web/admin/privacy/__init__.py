"""Admin > Privacy: objections and erasures, machines, and how long activities are kept."""
