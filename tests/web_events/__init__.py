"""The words of the audit trail."""
