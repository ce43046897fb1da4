"""Sets the environment before Django reads it; loaded by `-p tests.environment`."""

import os
import tempfile

os.environ.update(
    {
        "DJANGO_SETTINGS_MODULE": "lorgnette.config.settings",
        "LORGNETTE_HOME": tempfile.mkdtemp(prefix="lorgnette-tests-"),
        "LORGNETTE_BASE_URL": "https://insight.aubier.example",
        "LORGNETTE_SECRET_KEY": "a-key-for-tests-alone-0123456789abcdef",
    }
)
os.environ.pop("LORGNETTE_DEMO", None)
