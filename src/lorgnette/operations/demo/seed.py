"""stand-in"""


def seed() -> None:
    """stand-in"""
