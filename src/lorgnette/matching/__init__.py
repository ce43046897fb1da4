"""Which account a person belongs to: rules, what they decided, and what people answered."""
