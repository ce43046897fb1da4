"""The account scores themselves: which there are, and the verbs on them."""
