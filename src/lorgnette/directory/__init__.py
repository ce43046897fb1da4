"""The sources of data, and the mirrored CRM user list."""
