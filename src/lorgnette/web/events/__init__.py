"""What happened, told from the audit trail: one place for the words of every verb."""
