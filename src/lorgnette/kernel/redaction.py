"""Blots out of a text what a log must not hold: tokens, passwords and e-mail addresses."""

import re

BLOT = "…"
# A path's part this long is a token: public references have at most 20 characters.
_LONG = re.compile(r"/[\w%=-]{32,}(?![\w.%=-])")
# The doors whose next part is a token, however short it may look.
_DOOR = re.compile(r"(/(?:i|link|password/reset/key)/)[\w%-]{6,}")
_PASSWORD = re.compile(r"(://[^\s:/@]*):[^\s/@]+@")
_ADDRESS = re.compile(r"[\w.!#$%&'*+=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_BEARER = re.compile(r"(?i)(bearer\s+)[\w.~+/=-]+")
_NAMED = re.compile(
    r"""(?i)(['"]?\b(?:password|secret_key|sessionid|token|csrftoken)['"]?\s*[=:]\s*['"]?)[^\s'",;&}]{6,}"""
)


def redacted(text: str) -> str:
    """The text with … in the place of each secret and address."""
    for pattern, instead in (
        (_PASSWORD, rf"\1:{BLOT}@"),
        (_ADDRESS, f"{BLOT}@{BLOT}"),
        (_BEARER, rf"\1{BLOT}"),
        (_NAMED, rf"\1{BLOT}"),
        (_DOOR, rf"\1{BLOT}"),
        (_LONG, f"/{BLOT}"),
    ):
        text = pattern.sub(instead, text)
    return text
