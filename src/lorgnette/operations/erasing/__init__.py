"""A person is erased at their wish: what there is, the erasure in portions, its receipt."""
