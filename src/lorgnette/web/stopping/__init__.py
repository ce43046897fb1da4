"""The page that ends one kind of mail about a person's accounts, reached from such a mail."""
