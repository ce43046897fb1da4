"""Why something is taken for a machine's, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

REASONS: Mapping[str, Promise] = {
    "agent": gettext_lazy("the browser says that it is a machine"),
    "network": gettext_lazy("it came from a data centre"),
    "burst": gettext_lazy("too much at the same second"),
    "links": gettext_lazy("several links of mails within a second"),
    "scanner": gettext_lazy("a link was followed before its mail was opened"),
}


def because(reason: str) -> str:
    """Nothing of a human’s."""
    if not reason:
        return ""
    known = REASONS.get(reason)
    return str(known) if known else gettext("it was marked as a machine’s")
