"""Text that a spreadsheet program shall take for text: an apostrophe in front, and off again."""

# Full-width forms too: some programs make them plain.
STARTS = frozenset("=+-@＝＋－＠")
# Skipped by some programs before they look at the first character.
_SKIPPED = "' \t\r\n\v\f\u00a0\u3000"


def as_text(value: str) -> str:
    """The value with an apostrophe before it where it would be run as a formula."""
    return f"'{value}" if _is_risky(value) else value


def from_text(value: str) -> str:
    """What `as_text` was given."""
    return value[1:] if value[:1] == "'" and _is_risky(value[1:]) else value


def _is_risky(value: str) -> bool:
    """Apostrophes in front make no difference: what is guarded already is guarded once more."""
    start = value.lstrip(_SKIPPED)[:1]
    return bool(start and start in STARTS) or value.lstrip("'")[:1] in {"\t", "\r", "\n"}
