"""What programs ask, over the same verbs as the pages."""
