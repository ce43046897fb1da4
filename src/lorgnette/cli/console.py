"""Who types at the console, for the audit trail."""

import getpass

from lorgnette.kernel.actor import Actor


def console_actor() -> Actor:
    """The machine's own user, as far as it has a name."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "console"
    return Actor(kind="console", ref="console", name=name)
