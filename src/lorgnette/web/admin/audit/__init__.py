"""The audit trail: what happened, who did it, when and from where."""
