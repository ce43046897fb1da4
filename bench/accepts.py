"""Accepts one link many times at once, round after round, and prints what came of it as JSON.

    python -m bench.accepts [ROUNDS [AT_ONCE]]

SQLite in a file; `LORGNETTE_TEST_DATABASE=postgresql` takes a throwaway cluster instead.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial

import django
from django.core.management import call_command

from tests import environment  # noqa: F401 (names the settings before they are read)

django.setup()

from django.db import connection  # noqa: E402 (the models want the settings first)

from lorgnette.access.models import Grant  # noqa: E402
from lorgnette.invitations import accept  # noqa: E402
from lorgnette.users.passwords import hash_password  # noqa: E402
from tests.cast import invited  # noqa: E402
from tests.trust.races import at_once  # noqa: E402

ROUNDS, AT_ONCE = 20, 50


def main(rounds: int = ROUNDS, times: int = AT_ONCE) -> int:
    """The exit status: 0 if exactly one of each round accepted and nothing else went wrong."""
    call_command("migrate", verbosity=0)
    invited.aubier()
    helene, began = invited.administrator(), time.perf_counter()
    told = [_round(helene, number, times) for number in range(rounds)]
    grants = Grant.objects.count()
    print(json.dumps(_figures(told, grants, times, time.perf_counter() - began), indent=2))
    well = all(one == {"done": 1, "link_used": times - 1} for one in told)
    return 0 if well and grants == rounds else 1


def _round(helene: invited.User, number: int, times: int) -> Counter[str]:
    person = invited.crm_user("Kim", f"Number {number}")
    invited.invite(helene, person)
    return at_once([partial(_accept, invited.token(person))] * times)


def _accept(token: str) -> None:
    """As the page does it: the password is hashed before the transaction."""
    accept.accept(token, password_hash=hash_password("curtain-up at eight tonight"))


def _figures(
    told: Sequence[Counter[str]], grants: int, times: int, seconds: float
) -> dict[str, object]:
    return {
        "engine": connection.vendor,
        "rounds": len(told),
        "accepts_at_once": times,
        "rounds_with_exactly_one": sum(one["done"] == 1 for one in told),
        "outcomes": dict(sum(told, Counter())),
        "grants": grants,
        "seconds": round(seconds, 1),
    }


if __name__ == "__main__":
    sys.exit(main(*(int(number) for number in sys.argv[1:3])))
