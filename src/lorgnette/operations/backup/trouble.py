"""Why a copy cannot be made or put back, in words for whoever sits at the console."""


class Trouble(Exception):
    """Nothing was changed, unless the words say so."""
