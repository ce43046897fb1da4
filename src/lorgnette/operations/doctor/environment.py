"""The settings of the environment that no start refuses and that are unwise all the same."""

import ipaddress
import math
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from lorgnette.operations.doctor.finding import FAILED, OK, WARNING, Finding, judged

LEAST_BITS = 128


def secret_key() -> Iterator[Finding]:
    weakest = min(_bits(secret) for secret in settings.SEALING_SECRETS)
    yield judged(
        "secret key",
        weakest < LEAST_BITS,
        f"{len(settings.SEALING_SECRETS)} in use, the weakest of about {weakest:.0f} bits.",
        "Set LORGNETTE_SECRET_KEY to random characters, the old key after a comma: "
        'python3 -c "import secrets; print(secrets.token_urlsafe(48))"',
    )


def base_url() -> Iterator[Finding]:
    parts = urlsplit(settings.BASE_URL)
    if not parts.hostname or parts.path or parts.query or parts.username:
        yield Finding(
            "base URL",
            FAILED,
            f"{settings.BASE_URL} is more or less than https:// and a host.",
            "Set LORGNETTE_BASE_URL=https://insight.example.com",
        )
        return
    here = _is_local(parts.hostname)
    if settings.DEMO:
        yield Finding("base URL", OK, f"{settings.BASE_URL}, for the demo alone.")
    elif parts.scheme != "https" or here:
        said = "leads to this machine alone" if here else "is not encrypted"
        yield Finding(
            "base URL",
            WARNING,
            f"{settings.BASE_URL} {said}: every mailed link starts with it.",
            "Set LORGNETTE_BASE_URL to the https:// address that people use.",
        )
    else:
        yield Finding("base URL", OK, f"{settings.BASE_URL}.")


def proxies() -> Iterator[Finding]:
    behind = urlsplit(settings.BASE_URL).scheme == "https"
    yield judged(
        "reverse proxies",
        behind and not settings.PROXIES,
        f"{settings.PROXIES} of your own are believed.",
        "TLS ends at a proxy, so set LORGNETTE_PROXIES=1: else all visitors seem to come from it, "
        "and one who guesses passwords slows down all.",
    )
    open_to_all = not _is_local(settings.ENV.host)
    yield judged(
        "listening address",
        open_to_all and not settings.DEMO,
        f"{settings.ENV.host}, port {settings.ENV.port}.",
        "Where the proxy is on this machine, set LORGNETTE_HOST=127.0.0.1; else let a firewall "
        "keep everybody but the proxy away.",
    )


def _bits(secret: str) -> float:
    """As if each character was drawn as often as it is found in it."""
    counts = Counter(secret)
    shares = [count / len(secret) for count in counts.values()]
    return len(secret) * -sum(share * math.log2(share) for share in shares)


def _is_local(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
