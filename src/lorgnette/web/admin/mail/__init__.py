"""The Mail room: how the outbox stands, whether the sender is believed, whom not to invite."""
