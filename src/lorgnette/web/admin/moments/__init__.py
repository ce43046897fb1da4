"""The administration of interesting moments: the rules, their editor, the dry run."""
