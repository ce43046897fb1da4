"""The Users tab and the door of who is invited to administer."""
