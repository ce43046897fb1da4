"""Sets the environment before Django reads it; loaded by `-p tests.environment`.

`LORGNETTE_TEST_DATABASE=postgresql` runs the suite on a throwaway cluster of its own.
"""

import os
import tempfile

from tests import cluster

os.environ.update(
    {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "LORGNETTE_HOME": tempfile.mkdtemp(prefix="lorgnette-tests-"),
        "LORGNETTE_BASE_URL": "https://insight.aubier.example",
        "LORGNETTE_SECRET_KEY": "a-key-for-tests-alone-0123456789abcdef",
    }
)
for name in ("LORGNETTE_DEMO", "LORGNETTE_SMTP_URL", "PORT"):
    os.environ.pop(name, None)

# The workers of a parallel run share the cluster that the first process started.
if os.environ.get("LORGNETTE_TEST_DATABASE") == "postgresql":
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["LORGNETTE_DATABASE_URL"] = cluster.start()
else:
    os.environ.pop("LORGNETTE_DATABASE_URL", None)
