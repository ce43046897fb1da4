"""The invited person's link, from the mail to the answer."""
