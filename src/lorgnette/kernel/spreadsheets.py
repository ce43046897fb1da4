"""Text that a spreadsheet program shall take for text."""

# Tab and carriage return are skipped by some programs before they look at the first character.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_text(value: str) -> str:
    """The value with a quote before it where it would be run as a formula."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
