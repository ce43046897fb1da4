"""The company's stored settings, and the leases of its processes."""
