"""Admin > Account scoring: the model, what a change would move, its versions."""
