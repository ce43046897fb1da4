"""Where a request bears its write key: as the user name of Basic auth, in the query or the body."""

import base64
import binascii

from django.http import HttpRequest


def key_of(request: HttpRequest) -> str:
    """ "" where it bears none outside its body."""
    scheme, _space, told = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        return _user_name(told)
    return request.GET.get("writeKey", "")


def _user_name(told: str) -> str:
    try:
        plain = base64.b64decode(told.strip(), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
    return plain.partition(":")[0]
