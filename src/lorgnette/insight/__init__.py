"""What a sales user sees: the ranked accounts and each of them."""
