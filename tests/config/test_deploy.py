"""Django's own list of what a server on the open net needs finds nothing."""

import secrets

from django.core.management import call_command


def test_nothing_is_found(capsys, settings):
    settings.SECRET_KEY = secrets.token_urlsafe(48)
    call_command("check", deploy=True, fail_level="WARNING")
    assert "no issues" in capsys.readouterr().out
