"""A forwarding header is believed as far as proxies of our own wrote it."""

import pytest

from lorgnette.web.signin.visitor import client_ip

THROUGH = "203.0.113.9, 198.51.100.7, 10.0.0.2"


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, THROUGH, "10.0.0.3"),
        (1, THROUGH, "10.0.0.2"),
        (2, THROUGH, "198.51.100.7"),
        (4, THROUGH, "10.0.0.3"),
        (1, "", "10.0.0.3"),
        (1, " , ", "10.0.0.3"),
        (1, "x" * 400, "x" * 45),
    ],
)
def test_what_is_further_left_is_anybodys_to_write(rf, settings, proxies, header, address):
    settings.PROXIES = proxies
    headers = {"x-forwarded-for": header} if header else {}
    assert client_ip(rf.get("/", headers=headers, REMOTE_ADDR="10.0.0.3")) == address
