"""What a browser without a cache loads for a first page: the bytes as they go over the wire."""

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench.databases import BASE_URL
from bench.rows import Row
from tests.cast import invited

AIM_KB = 150
_ASSET = re.compile(rf'(?:href|src)="{settings.STATIC_URL}([^"]+\.(?:css|js))"')


def measure(*, quick: bool) -> list[Row]:  # noqa: ARG001 (nothing to shorten)
    invited.aubier()
    client, helene = browser(), invited.administrator()
    rows = [_row("sign-in", client, reverse("account_login"))]
    client.force_login(helene)
    return rows + [
        _row("sales users", client, reverse("sales_users")),
        _row("accounts", client, reverse("accounts")),
    ]


def browser() -> Client:
    """A browser at the installation's address."""
    return Client(
        headers={"host": BASE_URL.partition("//")[2], "accept-encoding": "br, gzip"},
        **{"wsgi.url_scheme": "https"},
    )


def _row(what: str, client: Client, address: str) -> Row:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{what}: {response.status_code}")
    page = response.content
    if response.get("Content-Encoding") == "gzip":
        page = gzip.decompress(page)
    assets = set(_ASSET.findall(page.decode()))
    size = len(response.content) + sum(_compressed(name) for name in assets)
    return Row(
        section="first load",
        what=what,
        value=size / 1000,
        unit="kB",
        ratio=size / 1000 / AIM_KB,
        beside=f"the aim of {AIM_KB} kB",
    )


def _compressed(name: str) -> int:
    """As served to a browser that takes brotli."""
    plain = Path(settings.STATIC_ROOT) / name
    packed = plain.with_name(f"{plain.name}.br")
    return (packed if packed.exists() else plain).stat().st_size
