"""Account Insight: accounts and each of them."""
