"""What happened, who did it and when: recorded by the verb that does it."""
