"""Who does a thing: a value that verbs take and the audit trail keeps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """The doer of a verb.

    `kind` is `administrator`, `sales_user`, `invited`, `stranger`, `console` or `system`; `ref` is
    the public id of the user or member, or the name of the process.
    """

    kind: str
    ref: str
    name: str
    address: str = ""
    ip: str = ""
    agent: str = ""


SYSTEM = Actor(kind="system", ref="worker", name="Lorgnette")
